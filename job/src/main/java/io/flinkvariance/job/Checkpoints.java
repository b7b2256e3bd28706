package io.flinkvariance.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.api.common.time.Time;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Exactly-once checkpoints, and a restart from the last of them when a TaskManager dies.
 *
 * <p>They lie in the JobManager's memory, as each is some hundred bytes that come with the
 * acknowledgements of its barrier: no folder has to be there that several nodes reach. They end
 * with the JobManager, and so does the job, unless there is high availability.
 */
final class Checkpoints {
    /**
     * A TaskManager that has died keeps its slots for {@code heartbeat.timeout}, 50 s unless told
     * otherwise, and whatever is started in one of them fails again.
     */
    private static final int MOST_RESTARTS = 10;

    private static final Duration BEFORE_A_RESTART = Duration.ofSeconds(2);

    private Checkpoints() {}

    static void makeIn(StreamExecutionEnvironment environment, int intervalMillis) {
        Savepoints.keepStateAtTheJobManager(environment);
        environment.enableCheckpointing(intervalMillis, CheckpointingMode.EXACTLY_ONCE);
        environment.setRestartStrategy(
                RestartStrategies.fixedDelayRestart(
                        MOST_RESTARTS,
                        Time.of(BEFORE_A_RESTART.toMillis(), TimeUnit.MILLISECONDS)));
    }
}
