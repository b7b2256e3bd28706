package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.jvm.ChildJvm;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The process of an embedded Flink. */
final class EmbeddedProcess implements AutoCloseable {
    private static final String MAIN_CLASS = "io.flinkvariance.embedded.EmbeddedFlink";

    /** What Flink 1.8.1 and its Akka 2.4 reach into on Java 17 and later. */
    private static final List<String> OPENED =
            List.of("java.lang", "java.nio", "java.util", "javax.net");

    private final ChildJvm process;

    private EmbeddedProcess(ChildJvm process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param libraries a folder with all that is to be on its class path
     * @param flinkConf the keys of {@code flink-conf.yaml}
     * @param scratch a folder for its settings, its log and all else that it writes, which it
     *     removes if this tool cannot do that any more
     */
    static EmbeddedProcess start(
            Path libraries,
            int taskManagers,
            int slots,
            Map<String, String> flinkConf,
            Path scratch) {
        try {
            Path log = Files.createDirectories(scratch.resolve("log"));
            Path settings = scratch.resolve("embedded.properties");
            write(taskManagers, slots, flinkConf, settings);
            List<String> arguments = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx640m"));
            // For what Flink does not put where io.tmp.dirs says.
            arguments.add("-Djava.io.tmpdir=" + scratch);
            arguments.add("-XX:+IgnoreUnrecognizedVMOptions");
            // Silences Java 24 and newer about what Flink 1.8.1 does.
            arguments.add("--sun-misc-unsafe-memory-access=allow");
            OPENED.forEach(name -> arguments.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
            arguments.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
            arguments.add("-cp");
            arguments.add(libraries.resolve("*").toString());
            arguments.add(MAIN_CLASS);
            arguments.add(settings.toString());
            arguments.add(log.resolve("flink.log").toString());
            arguments.add(scratch.toString());
            return new EmbeddedProcess(ChildJvm.start(arguments, log.resolve("flink.err")));
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "starting an embedded Flink: " + failed.getMessage(), failed);
        }
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

    /** Tells it to do something. */
    void order(String line) {
        process.order(line);
    }

    /**
     * Waits for its next answer, which has to begin with a word.
     *
     * @param doing what it is doing, for messages
     * @return what comes after the word
     * @throws UsageException with Flink's words, if it could make nothing of a value
     */
    String answer(String word, String doing, Duration atMost) throws InterruptedException {
        ChildJvm.Answer answer =
                process.answer(atMost)
                        .orElseThrow(
                                () ->
                                        new OperationFailedException(
                                                "%s: no answer after %d s"
                                                        .formatted(doing, atMost.toSeconds())));
        if (answer.word().equals(word)) {
            return answer.said();
        }
        if (answer.word().equals("refused")) {
            throw new UsageException(answer.said());
        }
        throw new OperationFailedException(
                "%s: %s"
                        .formatted(
                                doing,
                                answer.word().equals("failed")
                                        ? answer.said()
                                        : process.lastWords()));
    }

    long processId() {
        return process.processId();
    }

    /** It has nothing more to do, and so ends, as if this tool were gone. */
    void endOrders() {
        process.endOrders();
    }

    @Override
    public void close() {
        process.close();
    }
}
