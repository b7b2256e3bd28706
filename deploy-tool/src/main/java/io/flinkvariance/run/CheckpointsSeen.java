package io.flinkvariance.run;

import io.flinkvariance.rest.CheckpointStatistics;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run saw of its job's checkpoints.
 *
 * @param statistics by Flink's count
 * @param cutOff of those that failed, how many a restart or the end of the job cut off
 * @param lastFailure why the youngest of the others failed; empty if none did
 * @param underWay for how long one was seen to be made that was not whole at the last look
 */
public record CheckpointsSeen(
        CheckpointStatistics statistics,
        int cutOff,
        Optional<String> lastFailure,
        Optional<Duration> underWay) {

    /** Those that failed although the job ran on. */
    public long failed() {
        return Math.max(0, statistics.failed() - cutOff);
    }
}
