package io.flinkvariance.counts;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that one thread advances and any thread reads.
 *
 * <p>Its store is ordered but not fenced: it costs the counting thread no more than a plain one,
 * and readers see it some nanoseconds late.
 */
public final class SubtaskCounter {
    private final AtomicLong count = new AtomicLong();

    /** Adds one; only ever called by the counting thread. */
    public void increment() {
        add(1);
    }

    /** Adds; only ever called by the counting thread. */
    public void add(long amount) {
        count.lazySet(count.get() + amount);
    }

    /** The count as it was a moment ago. */
    public long get() {
        return count.get();
    }
}
