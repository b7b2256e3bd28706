package io.flinkvariance.simulation;

/**
 * The memory segments of a result partition, which all its channels share: Flink's {@code
 * LocalBufferPool}, of a network memory that is large enough for its maximum.
 */
final class SegmentPool {
    private final int capacity;
    private int taken;

    SegmentPool(int capacity) {
        this.capacity = capacity;
    }

    /** Takes a segment; false if there is none. */
    boolean take() {
        if (taken == capacity) {
            return false;
        }
        taken++;
        return true;
    }

    void giveBack() {
        if (taken == 0) {
            throw new IllegalStateException("a segment came back that was never taken");
        }
        taken--;
    }

    int taken() {
        return taken;
    }
}
