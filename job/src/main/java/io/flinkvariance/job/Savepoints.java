package io.flinkvariance.job;

import java.time.Duration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.memory.MemoryStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What makes a savepoint of the job exact, and lets the job go on at another parallelism. */
final class Savepoints {
    /** The longest that Flink takes between two checkpoints: none is made but savepoints. */
    private static final Duration NEVER = Duration.ofDays(365);

    private Savepoints() {}

    /**
     * Without checkpoints switched on, subtasks with several inputs do not wait for all barriers,
     * and what comes before the last of them is in the savepoint and is sent again, too.
     *
     * <p>The state is some counts. It goes to the JobManager with the acknowledgement of the
     * barrier, so that no other machine has to reach the folder that the savepoint is written to.
     */
    static void allowIn(StreamExecutionEnvironment environment) {
        keepStateAtTheJobManager(environment);
        environment.enableCheckpointing(NEVER.toMillis());
        // The first one comes at a random moment of the interval, but not before the pause is over.
        environment.getCheckpointConfig().setMinPauseBetweenCheckpoints(NEVER.toMillis());
    }

    static void keepStateAtTheJobManager(StreamExecutionEnvironment environment) {
        environment.setMaxParallelism(SavepointLimits.MAX_PARALLELISM);
        StateBackend withTheJobManager = new MemoryStateBackend();
        environment.setStateBackend(withTheJobManager);
        environment.getCheckpointConfig().setCheckpointTimeout(SavepointLimits.TIMEOUT.toMillis());
    }
}
