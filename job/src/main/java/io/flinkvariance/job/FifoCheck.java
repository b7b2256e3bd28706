package io.flinkvariance.job;

/**
 * Notices a record that comes behind a younger one, or again, on a channel that is FIFO.
 *
 * <p>Of a topic each partition is: record n comes from the one of number n modulo their count, and
 * how far a source has got in one says nothing of another.
 */
final class FifoCheck {
    private final boolean[] isBegun;
    private final int[] youngest;

    /** Checks what comes from so many partitions; what comes from none is as from a single one. */
    FifoCheck(int partitions) {
        this.isBegun = new boolean[partitions];
        this.youngest = new int[partitions];
    }

    /** Takes the next record; false if it should have come before the last one. */
    boolean isInOrder(int sequence) {
        int partition = Math.floorMod(sequence, youngest.length);
        // The difference, not the order of the two, stays right when the numbers go round.
        boolean inOrder = !isBegun[partition] || sequence - youngest[partition] > 0;
        isBegun[partition] = true;
        youngest[partition] = sequence;
        return inOrder;
    }
}
