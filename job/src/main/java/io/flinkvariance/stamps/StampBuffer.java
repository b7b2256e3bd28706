package io.flinkvariance.stamps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stamps on their way from the thread that works, which must not wait, to one that publishes them.
 * One that finds no room is left out.
 */
final class StampBuffer {
    /** Several seconds of the most that are taken. */
    static final int CAPACITY = 1 << 13;

    private static final int MASK = CAPACITY - 1;
    private static final long NANOS_PER_MICRO = 1000;

    private final int[] ordinals = new int[CAPACITY];
    private final long[] nanos = new long[CAPACITY];
    private final long[] lateNanos = new long[CAPACITY];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    /** Only ever called by the thread that works. */
    void put(int ordinal, long nanoTime, long late) {
        long next = written.get();
        if (next - read.get() == CAPACITY) {
            return;
        }
        int slot = (int) next & MASK;
        ordinals[slot] = ordinal;
        nanos[slot] = nanoTime;
        lateNanos[slot] = late;
        // Ordered, so that whoever sees the count sees the stamp.
        written.lazySet(next + 1);
    }

    /** All that there are; only ever called by the thread that publishes. */
    List<Stamp> take() {
        long from = read.get();
        long to = written.get();
        List<Stamp> stamps = new ArrayList<>((int) (to - from));
        for (long next = from; next < to; next++) {
            int slot = (int) next & MASK;
            stamps.add(
                    new Stamp(
                            ordinals[slot],
                            Math.floorDiv(nanos[slot], NANOS_PER_MICRO),
                            lateNanos[slot] / NANOS_PER_MICRO));
        }
        read.lazySet(to);
        return stamps;
    }
}
