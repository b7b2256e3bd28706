package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkvariance.error.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rescale on an embedded Flink, from the command line to the files. */
class RescaledRunIT {
    /**
     * Four hundred records a second that take no time: no buffer fills up, so that a savepoint
     * takes none either. They come twice a second, so that what a busy machine adds to each pause
     * is little beside it; and not quite, so that a burst that falls on the second at which samples
     * are taken does not do so for minutes, in which some samples have it and others do not. Were
     * there work in a burst, that would take longer, too. What a rescale costs under backpressure
     * is in SavepointIT.
     */
    private static final List<String> IN_HEALTH =
            List.of(
                    "run",
                    "minimal-variance",
                    "--set",
                    "stream.parallelism=2",
                    "--set",
                    "stream.interval=502",
                    "--set",
                    "stream.numEventsInInterval=200",
                    "--set",
                    "nums.min=0",
                    "--set",
                    "nums.range=1",
                    "--duration",
                    "5s",
                    "--warmup",
                    "3s");

    @TempDir private Path folder;

    private EmbeddedRuns runs() {
        return new EmbeddedRuns(folder);
    }

    @Test
    void measuresBeforeAndAfterAndWhatLiesBetween() throws Exception {
        CliRun run = runs().run(IN_HEALTH, "--rescale", "3");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("rescaled, 2 → 3")
                .contains("before, 2 subtasks")
                .contains("processed again")
                .contains("after, 3 subtasks");
        JsonNode result = runs().result();
        assertThat(result.at("/phases/0/parallelism").asInt()).isEqualTo(2);
        assertThat(result.at("/phases/1/parallelism").asInt()).isEqualTo(3);
        assertThat(result.at("/properties/stream.parallelism").asInt()).isEqualTo(3);
        assertThat(result.at("/phases/0/jobId").asText())
                .isNotEqualTo(result.at("/phases/1/jobId").asText());
        assertThat(result.at("/phases/1/subtasks")).hasSize(3);
        assertThat(result.at("/rescaling/savepointFailure").isNull()).isTrue();
        // A number, or null: where Flink gives no total of a subtask, nobody knows.
        assertThat(result.path("rescaling").has("recordsProcessedAgain")).isTrue();
        assertThat(result.at("/rescaling/downtimeSeconds").asDouble()).isPositive();
        assertThat(runs().only())
                .isDirectoryContaining("glob:**/samples-before.csv")
                .isDirectoryContaining("glob:**/samples.csv");
    }
}
