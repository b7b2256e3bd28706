package io.flinkvariance.rest;

import java.time.Duration;

/**
 * A job in the list of all jobs.
 *
 * @param state as Flink writes it, such as {@code RUNNING}
 * @param tasks how many tasks it has in all
 */
public record JobSummary(String id, String name, String state, Duration duration, int tasks) {
    /** Whether it holds slots, or will. */
    public boolean isActive() {
        return !JobState.of(state).hasEnded();
    }
}
