package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.JobState;
import io.flinkvariance.rest.SavepointRest;
import io.flinkvariance.rest.SavepointState;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

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
            awaitRunning(cluster, first);
            // Flat out, the source waits for a buffer at once.
            Thread.sleep(500);
            String savepoint = stop(cluster, first);
            JobTotals before = end(cluster, first, JobState.CANCELED);
            String second = cluster.savepoints().orElseThrow().restore(scenario(to), savepoint);
            JobTotals after = end(cluster, second, JobState.FINISHED);

            assertThat(after.restored()).as("it went on").isBetween(1L, RECORDS - 1L);
            assertThat(before.emitted()).isGreaterThanOrEqualTo(after.restored());
            assertThat(after.deliveredExactly(RECORDS)).as(after.toString()).isTrue();
        }
    }

    private static void awaitRunning(EmbeddedCluster cluster, String job) throws Exception {
        Deadline deadline = Deadline.in(PATIENCE);
        // Tasks that do not run yet refuse a savepoint.
        while (cluster.rest().metricNames(job, work(cluster, job)).stream()
                .noneMatch(name -> name.endsWith("work.history"))) {
            assertThat(deadline.isOver()).as("running in time").isFalse();
            deadline.pause(PAUSE);
        }
    }

    private static String work(EmbeddedCluster cluster, String job) throws Exception {
        return cluster.rest().job(job).vertexOf("work").id();
    }

    private static String stop(EmbeddedCluster cluster, String job) throws Exception {
        SavepointRest rest = cluster.rest().savepoints();
        String request = rest.triggerAndCancel(job, cluster.savepoints().orElseThrow().folder());
        Deadline deadline = Deadline.in(PATIENCE);
        SavepointState state = rest.state(job, request);
        while (state.isInProgress()) {
            assertThat(deadline.isOver()).as("a savepoint in time").isFalse();
            deadline.pause(PAUSE);
            state = rest.state(job, request);
        }
        assertThat(state.failure()).isEmpty();
        return state.location().orElseThrow();
    }

    private static JobTotals end(EmbeddedCluster cluster, String job, JobState expected)
            throws Exception {
        Deadline deadline = Deadline.in(PATIENCE);
        while (!cluster.rest().job(job).state().hasEnded()) {
            assertThat(deadline.isOver()).as("ended in time").isFalse();
            deadline.pause(PAUSE);
        }
        assertThat(cluster.rest().job(job).state())
                .as(cluster.rest().rootCause(job))
                .isEqualTo(expected);
        return JobTotals.of(cluster.rest().accumulators(job));
    }
}
