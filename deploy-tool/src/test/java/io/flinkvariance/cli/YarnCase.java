package io.flinkvariance.cli;

import static io.flinkvariance.cli.StubbedYarn.APPLICATION;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A YARN that scripts and stubs are. */
abstract class YarnCase {
    static final String REMOVED = "hadoop fs -rm -r -f -skipTrash .flink/" + APPLICATION;
    static final String KILLED = "yarn application -kill " + APPLICATION;

    @TempDir Path folder;
    StubbedYarn yarn;

    @BeforeEach
    void start() throws Exception {
        yarn = new StubbedYarn(folder);
    }

    @AfterEach
    void close() {
        yarn.close();
    }

    /** A run of a minute of one subtask, with more options. */
    final CliRun measured(String... more) {
        return measured(new ByteArrayOutputStream(), more);
    }

    /** The same, with what it tells to be read while it goes on. */
    final CliRun measured(ByteArrayOutputStream err, String... more) {
        String[] arguments =
                Stream.concat(
                                Stream.of(
                                        "run",
                                        "minimal-variance",
                                        "--set",
                                        "stream.parallelism=1",
                                        "--duration",
                                        "60s",
                                        "--output",
                                        folder.toString()),
                                Stream.of(more))
                        .toArray(String[]::new);
        return yarn.run(err, arguments);
    }
}
