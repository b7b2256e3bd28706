package io.flinkvariance.broker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many records are due by now, at a steady rate from when it was made: record n is due n/rate
 * seconds after the first.
 *
 * <p>By a clock that nobody sets: a time of day that jumps would have an hour's records written at
 * once, or none for an hour.
 */
final class SteadyPace {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int ratePerSecond;
    private final long limit;
    private final LongSupplier nanoTime;
    private final long begin;

    /**
     * Begins now.
     *
     * @param limit how many come to be due in all
     * @param nanoTime nanoseconds since any moment
     */
    SteadyPace(int ratePerSecond, long limit, LongSupplier nanoTime) {
        if (ratePerSecond < 1) {
            throw new IllegalArgumentException("a rate of " + ratePerSecond + " a second");
        }
        this.ratePerSecond = ratePerSecond;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    /** How many should have been written by now; what was not in time is made good. */
    long due() {
        double seconds = (nanoTime.getAsLong() - begin) / NANOS_PER_SECOND;
        return Math.min(limit, (long) Math.floor(seconds * ratePerSecond) + 1);
    }

    /** Whether there will never be more than so many. */
    boolean isOver(long written) {
        return written >= limit;
    }
}
