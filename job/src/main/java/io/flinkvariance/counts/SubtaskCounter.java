package io.flinkvariance.counts;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that one thread advances and any thread reads.
 *
 * <p>The value is published by an ordered store, which costs the counting thread no memory fence;
 * readers see it some nanoseconds late.
 */
public final class SubtaskCounter {
    private long count;
    private final AtomicLong published = new AtomicLong();

    /** Adds one; only ever called by the counting thread. */
    public void increment() {
        add(1);
    }

    /** Adds; only ever called by the counting thread. */
    public void add(long amount) {
        count += amount;
        published.lazySet(count);
    }

    /** The count as it was a moment ago. */
    public long get() {
        return published.get();
    }
}
