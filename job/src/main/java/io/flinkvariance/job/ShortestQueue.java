package io.flinkvariance.job;

import java.util.function.IntUnaryOperator;

/** The choice of a router that looks at queues, apart from where they come from. */
public final class ShortestQueue {
    private ShortestQueue() {}

    /**
     * The channel with the shortest queue; among equals the next one after {@code last}, so that
     * they take turns.
     *
     * @param last the channel that the record before went to
     * @param lengths the length of a channel's queue, by its index
     */
    public static int after(int last, int channels, IntUnaryOperator lengths) {
        int shortest = -1;
        int least = Integer.MAX_VALUE;
        for (int step = 1; step <= channels; step++) {
            int channel = (last + step) % channels;
            int length = lengths.applyAsInt(channel);
            if (shortest < 0 || length < least) {
                shortest = channel;
                least = length;
            }
        }
        return shortest;
    }
}
