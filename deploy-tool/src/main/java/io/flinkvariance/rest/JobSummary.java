package io.flinkvariance.rest;

import java.time.Duration;
import java.time.Instant;

/**
 * A line of Flink's list of jobs.
 *
 * @param state as Flink spells it, such as {@code RUNNING}
 * @param duration from the start until now, or until its end
 * @param tasks how many subtasks it has in all
 */
public record JobSummary(
        String id, String name, String state, Instant startedAt, Duration duration, int tasks) {

    /** Whether it holds no slots any more, and will not again. */
    public boolean hasEnded() {
        return JobState.of(state).hasEnded();
    }
}
