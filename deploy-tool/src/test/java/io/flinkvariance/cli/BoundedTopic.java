package io.flinkvariance.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of some seconds that reads a topic to its end. */
final class BoundedTopic {
    private BoundedTopic() {}

    static CliRun run(int records, Path output, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "run",
                                "kafka-healthy",
                                "--set",
                                "nums.min=1",
                                "--set",
                                "nums.range=2",
                                "--set",
                                "source.rate=1000",
                                "--set",
                                "stream.limit=" + records,
                                "--target",
                                "embedded",
                                "--output",
                                output.toString()));
        arguments.addAll(List.of(more));
        return CliRun.of(arguments.toArray(String[]::new));
    }
}
