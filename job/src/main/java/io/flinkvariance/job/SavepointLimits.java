package io.flinkvariance.job;

import java.time.Duration;

/** What bounds a savepoint of the job, for who asks for one; nothing of Flink in it. */
public final class SavepointLimits {
    /** One that takes longer fails, and the job runs on; Flink's own default. */
    public static final Duration TIMEOUT = Duration.ofMinutes(10);

    /**
     * Flink's own bound, {@code KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM}. A job keeps
     * the one that it began with, and without keyed state the highest costs nothing.
     */
    public static final int MAX_PARALLELISM = 1 << 15;

    private SavepointLimits() {}
}
