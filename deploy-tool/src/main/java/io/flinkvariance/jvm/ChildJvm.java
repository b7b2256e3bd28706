package io.flinkvariance.jvm;

import io.flinkvariance.script.ShellScript;
import io.flinkvariance.time.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process started with this tool's own Java, and gone when the tool is.
 *
 * <p>It is told what to do by lines, and answers each with one: a word, and what it says. It ends
 * with its standard input, which the system closes for a tool that was killed, too: what such a
 * tool cannot remove any more, the process does, as it was not told to end.
 */
public final class ChildJvm implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    /** A terminal sends Ctrl-C to this process, too; the tool has a job to cancel first. */
    private static final String IGNORE_INTERRUPT = "ignore-interrupt.sh";

    private static final String END_ORDER = "end";

    /** The word in place of an answer, once there is no process any more. */
    public static final String ENDED = "ended";

    private static final Answer END = new Answer(ENDED, "");

    private final Process process;
    private final PrintStream orders;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Path errors;

    /**
     * One line of it.
     *
     * @param said what comes after the word; empty if nothing does
     */
    public record Answer(String word, String said) {
        private static Answer of(String line) {
            String[] parts = line.split(" ", 2);
            return new Answer(parts[0], parts.length > 1 ? parts[1] : "");
        }
    }

    private ChildJvm(Process process, Path errors) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.errors = errors;
        Thread reader = new Thread(this::read, "answers of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param arguments of {@code java}: options, class path, main class and its own
     * @param errors the file that its standard error goes to
     */
    public static ChildJvm start(List<String> arguments, Path errors) throws IOException {
        String script = ShellScript.read(ChildJvm.class, IGNORE_INTERRUPT);
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, IGNORE_INTERRUPT));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new ChildJvm(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().map(Answer::of).forEach(answers::add);
        } catch (IOException | UncheckedIOException gone) {
            // As it is with the end of the stream.
        } finally {
            answers.add(END);
        }
    }

    /** Tells it to do something. */
    public void order(String line) {
        orders.println(line);
    }

    /** Its next answer; empty if there is none in time. */
    public Optional<Answer> answer(Duration atMost) throws InterruptedException {
        Optional<Answer> answer =
                Optional.ofNullable(answers.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
        if (answer.equals(Optional.of(END))) {
            // Whoever asks again is told again.
            answers.add(END);
        }
        return answer;
    }

    /** What a JVM says that could not even start, or that there is nothing any more. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(errors);
            return lines.isEmpty() ? "its process has ended" : lines.get(lines.size() - 1);
        } catch (IOException unreadable) {
            return "its process has ended";
        }
    }

    public long processId() {
        return process.pid();
    }

    /** It has nothing more to do, and so ends, as if this tool were gone. */
    public void endOrders() {
        orders.close();
    }

    /** Ends it: by the end of its standard input, or by force. */
    @Override
    public void close() {
        boolean wasInterrupted = Thread.interrupted();
        order(END_ORDER);
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
