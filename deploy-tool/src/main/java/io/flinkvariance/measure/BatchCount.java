package io.flinkvariance.measure;

/** How many batches an interval was made of, from what is kept of its window. */
public final class BatchCount {
    private BatchCount() {}

    /**
     * As many as {@link Window} makes of cycles that are all as long as each other; of others it
     * can make fewer. At least two, as an interval needs.
     *
     * @param cycles how many the window has
     */
    public static int of(int cycles, double windowSeconds) {
        double least = Math.max(Window.SHORTEST_BATCH_SECONDS, windowSeconds / Window.MOST_BATCHES);
        int cyclesPerBatch = (int) Math.max(1, Math.ceil(least * cycles / windowSeconds - 1e-9));
        return Math.max(2, cycles / cyclesPerBatch);
    }
}
