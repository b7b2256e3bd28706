package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.rest.JobState;
import io.flinkvariance.rest.SavepointRest;
import io.flinkvariance.rest.SavepointState;
import io.flinkvariance.time.Deadline;
import java.time.Duration;

/** A job of an embedded Flink that is ended by a savepoint, step by step. */
final class StoppedJob {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private StoppedJob() {}

    /** Waits until it can be asked for a savepoint. */
    static void awaitRunning(EmbeddedCluster cluster, String job) throws Exception {
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

    /** Ends it by a savepoint; where that is. */
    static String stop(EmbeddedCluster cluster, String job) throws Exception {
        SavepointRest rest = cluster.rest().savepoints();
        String request = rest.triggerAndCancel(job, cluster.prepareSavepoints().folder());
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

    /** Waits for its end, which is to be that one. */
    static JobTotals end(EmbeddedCluster cluster, String job, JobState expected) throws Exception {
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
