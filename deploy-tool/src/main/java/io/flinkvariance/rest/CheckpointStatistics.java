package io.flinkvariance.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Flink counts of a job's checkpoints, since the job was submitted.
 *
 * @param restored how often the job went on from one
 * @param completed how many are whole
 * @param failed how many are not, and will not be, for whatever reason
 * @param duration from the trigger until the last subtask had acknowledged, of those that are
 *     whole; empty before the first
 * @param mostStateBytes of one of them
 * @param mostAlignmentBytes that one of them had subtasks put aside while they waited for the
 *     barriers of their other inputs
 * @param underWay the number of the one that is neither, if there is one
 * @param failures the youngest of them, in no order
 */
public record CheckpointStatistics(
        long restored,
        long completed,
        long failed,
        Optional<Spread> duration,
        long mostStateBytes,
        long mostAlignmentBytes,
        OptionalLong underWay,
        List<Failure> failures) {
    /** Copies the list. */
    public CheckpointStatistics {
        failures = List.copyOf(failures);
    }

    /** The shortest, the mean and the longest of several. */
    public record Spread(Duration shortest, Duration mean, Duration longest) {}

    /** One that failed: its number, and why, in Flink's words. */
    public record Failure(long id, String why) {
        /** Whether only the end or the restart of the job, which Flink calls so, cut it off. */
        public boolean isEndOfJob() {
            return why.contains("Checkpoint Coordinator is suspending")
                    || why.contains("Checkpoint Coordinator is shutting down");
        }
    }
}
