package io.flinkvariance.job;

/** Notices a record that comes behind a younger one, or again, on a channel that is FIFO. */
final class FifoCheck {
    private boolean isFirst = true;
    private int youngest;

    /** Takes the next record; false if it should have come before the last one. */
    boolean isInOrder(int sequence) {
        // The difference, not the order of the two, stays right when the numbers go round.
        boolean inOrder = isFirst || sequence - youngest > 0;
        isFirst = false;
        youngest = sequence;
        return inOrder;
    }
}
