package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.result.RunSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Command lines for an embedded Flink, and what they leave.
 *
 * @param folder where results go
 */
record EmbeddedRuns(Path folder) {
    /** Two subtasks of 2 and 8 ms: full buffers after 5 s, bursts 4 s apart. */
    static final List<String> QUICK_STRAGGLER = quickStraggler(8);

    /** Two subtasks, one of 2 ms and one that takes so long. */
    static List<String> quickStraggler(int waitMillis) {
        return List.of(
                "run",
                "constant-straggler",
                "--set",
                "stream.parallelism=2",
                "--set",
                "nums.min=2",
                "--set",
                "nums.range=1",
                "--set",
                "straggler.waitMillis=" + waitMillis);
    }

    CliRun run(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        all.addAll(List.of("--target", "embedded", "--output", folder.toString()));
        return CliRun.of(all.toArray(String[]::new));
    }

    /** The folder of the run, of which there has to be one. */
    Path only() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
            List<Path> all = runs.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    /** What its {@code run.json} says, which has to be as the schema has it. */
    JsonNode result() throws IOException {
        String json = Files.readString(only().resolve("run.json"));
        assertThat(RunSchema.violations(json)).isEmpty();
        return new ObjectMapper().readTree(json);
    }
}
