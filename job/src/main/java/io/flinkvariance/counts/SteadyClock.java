package io.flinkvariance.counts;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time of day, as it would be had nobody set the clock since this one was made.
 *
 * <p>A rate is a count over a length of time, and a machine's time of day can be set in the middle
 * of one: by NTP, or after a laptop was asleep. What is counted in nanoseconds from then on cannot.
 * All subtasks of a process share one, so they agree on the time whatever is done to the machine;
 * those of several machines agree as well as these machines' clocks did when the job began.
 */
public final class SteadyClock {
    /** Made when the first subtask of a job starts to count in this process. */
    public static final SteadyClock OF_THIS_PROCESS =
            new SteadyClock(System::currentTimeMillis, System::nanoTime);

    private final LongSupplier nanoTime;
    private final long beginEpochMillis;
    private final long beginNanos;

    /**
     * Sets it by the time of day, once.
     *
     * @param epochMillis the time of day, in milliseconds since 1970
     * @param nanoTime nanoseconds since any moment
     */
    SteadyClock(LongSupplier epochMillis, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.beginEpochMillis = epochMillis.getAsLong();
        this.beginNanos = nanoTime.getAsLong();
    }

    /** Microseconds since 1970 at the moment at which the nanoseconds were 0. */
    public long epochMicrosAtZero() {
        return TimeUnit.MILLISECONDS.toMicros(beginEpochMillis)
                - TimeUnit.NANOSECONDS.toMicros(beginNanos);
    }

    /** Milliseconds since 1970. */
    long epochMillis() {
        return beginEpochMillis + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - beginNanos);
    }
}
