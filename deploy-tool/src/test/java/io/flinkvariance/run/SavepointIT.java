package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.JobState;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes through a bounded job that is ended by a savepoint while its buffers are full. */
class SavepointIT {
    /**
     * Far more than the buffers of eight channels hold, so that the source has some seconds of work
     * left when the savepoint is asked for, also on a busy machine.
     */
    private static final int RECORDS = 48_000;

    @TempDir private Path folder;

    private static Scenario scenario(int parallelism) {
        return Scenarios.of(
                "constant-straggler",
                Map.of(
                        "stream.parallelism", Integer.toString(parallelism),
                        "stream.limit", Integer.toString(RECORDS),
                        "stream.interval", "0",
                        "nums.min", "0",
                        "nums.range", "1",
                        "straggler.waitMillis", "1"));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"4, 8", "8, 4"})
    void bringsEachRecordOnceAtAnotherParallelism(int from, int to) throws Exception {
        Map<String, String> smallest = Map.of(BufferSettings.PER_CHANNEL_KEY, "1");
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(
                        EmbeddedConfiguration.of(1, 8, smallest),
                        KitHome.locate().embeddedFlink(),
                        folder)) {
            String first = cluster.submit(scenario(from));
            StoppedJob.awaitRunning(cluster, first);
            // Flat out, the source waits for a buffer at once.
            Thread.sleep(500);
            String savepoint = StoppedJob.stop(cluster, first);
            JobTotals before = StoppedJob.end(cluster, first, JobState.CANCELED);
            String second = cluster.prepareSavepoints().restore(scenario(to), savepoint);
            JobTotals after = StoppedJob.end(cluster, second, JobState.FINISHED);

            assertThat(after.restored()).as("it went on").isBetween(1L, RECORDS - 1L);
            assertThat(before.emitted()).isGreaterThanOrEqualTo(after.restored());
            assertThat(after.deliveredExactly(RECORDS)).as(after.toString()).isTrue();
        }
    }
}
