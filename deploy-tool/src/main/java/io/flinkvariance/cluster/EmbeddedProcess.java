package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.script.ShellScript;
import io.flinkvariance.time.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The process of an embedded Flink: started with this tool's own Java, and gone when the tool is.
 *
 * <p>It is told what to do by lines, and answers each with one: a word, and what it says. It ends
 * with its standard input, which the system closes for a tool that was killed, too.
 */
final class EmbeddedProcess implements AutoCloseable {
    private static final String MAIN_CLASS = "io.flinkvariance.embedded.EmbeddedFlink";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    /** What Flink 1.8.1 and its Akka 2.4 reach into on Java 17 and later. */
    private static final List<String> OPENED =
            List.of("java.lang", "java.nio", "java.util", "javax.net");

    private static final String ENDED = "ended";

    /** A terminal sends Ctrl-C to this process, too; the tool has a job to cancel first. */
    private static final String IGNORE_INTERRUPT = "ignore-interrupt.sh";

    private final Process process;
    private final PrintStream orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path errors;

    private EmbeddedProcess(Process process, Path errors) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.errors = errors;
        Thread reader = new Thread(this::read, "embedded-flink");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param libraries a folder with all that is to be on its class path
     * @param flinkConf the keys of {@code flink-conf.yaml}
     * @param scratch a folder for its settings, its log and what it says of errors
     */
    static EmbeddedProcess start(
            Path libraries,
            int taskManagers,
            int slots,
            Map<String, String> flinkConf,
            Path scratch) {
        try {
            Path log = Files.createDirectories(scratch.resolve("log"));
            Path errors = log.resolve("flink.err");
            Path settings = scratch.resolve("embedded.properties");
            write(taskManagers, slots, flinkConf, settings);
            String script = ShellScript.read(EmbeddedProcess.class, IGNORE_INTERRUPT);
            List<String> command = new ArrayList<>(List.of("sh", "-c", script, IGNORE_INTERRUPT));
            command.addAll(List.of(java(), "-XX:+UseSerialGC", "-Xmx640m"));
            command.add("-XX:+IgnoreUnrecognizedVMOptions");
            // Silences Java 24 and newer about what Flink 1.8.1 does.
            command.add("--sun-misc-unsafe-memory-access=allow");
            OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
            command.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
            command.add("-cp");
            command.add(libraries.resolve("*").toString());
            command.add(MAIN_CLASS);
            command.add(settings.toString());
            command.add(log.resolve("flink.log").toString());
            return new EmbeddedProcess(
                    new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "starting an embedded Flink: " + failed.getMessage(), failed);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A password of a reporter may be among them. */
    private static void write(
            int taskManagers, int slots, Map<String, String> flinkConf, Path settings)
            throws IOException {
        Properties properties = new Properties();
        properties.setProperty("taskManagers", Integer.toString(taskManagers));
        properties.setProperty("slots", Integer.toString(slots));
        flinkConf.forEach((key, value) -> properties.setProperty("flink." + key, value));
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties.store(writer, null);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException gone) {
            // As it is with the end of the stream.
        } finally {
            answers.add(ENDED);
        }
    }

    /** Tells it to do something. */
    void order(String line) {
        orders.println(line);
    }

    /**
     * Waits for its next answer, which has to begin with a word.
     *
     * @param doing what it is doing, for messages
     * @return what comes after the word
     * @throws UsageException if Flink could make nothing of a value
     */
    String answer(String word, String doing, Duration atMost) throws InterruptedException {
        String answer = answers.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new OperationFailedException(
                    "%s: no answer after %d s".formatted(doing, atMost.toSeconds()));
        }
        String[] parts = answer.split(" ", 2);
        String said = parts.length > 1 ? parts[1] : "";
        if (parts[0].equals(word)) {
            return said;
        }
        if (parts[0].equals("refused")) {
            throw new UsageException("--flink-conf: " + said);
        }
        throw new OperationFailedException(
                "%s: %s".formatted(doing, parts[0].equals("failed") ? said : lastWords()));
    }

    /** What a JVM says that could not even start. */
    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(errors);
            return lines.isEmpty() ? "its process has ended" : lines.get(lines.size() - 1);
        } catch (IOException unreadable) {
            return "its process has ended";
        }
    }

    long processId() {
        return process.pid();
    }

    /** It has nothing more to do, and so ends. */
    void endOrders() {
        orders.close();
    }

    /** Ends it: by the end of its standard input, or by force. */
    @Override
    public void close() {
        boolean wasInterrupted = Thread.interrupted();
        endOrders();
        Deadline deadline = Deadline.in(CLOSE_TIMEOUT);
        try {
            while (process.isAlive() && !deadline.isOver()) {
                deadline.pause(Duration.ofMillis(20));
            }
        } catch (InterruptedException impatient) {
            wasInterrupted = true;
        }
        process.destroyForcibly();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
