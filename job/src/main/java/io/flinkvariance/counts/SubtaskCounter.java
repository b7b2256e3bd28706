package io.flinkvariance.counts;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * A counter that one thread advances and any thread reads.
 *
 * <p>Its store is ordered but not fenced: it costs the counting thread no more than a plain one,
 * and readers see it some nanoseconds late. The count is in the counter itself, as one more object
 * between would cost a nanosecond for each record.
 */
public final class SubtaskCounter {
    private static final AtomicLongFieldUpdater<SubtaskCounter> COUNT =
            AtomicLongFieldUpdater.newUpdater(SubtaskCounter.class, "count");

    private volatile long count;

    /** Adds one; only ever called by the counting thread. */
    public void increment() {
        add(1);
    }

    /** Adds; only ever called by the counting thread. */
    public void add(long amount) {
        COUNT.lazySet(this, count + amount);
    }

    /** The count as it was a moment ago. */
    public long get() {
        return count;
    }
}
