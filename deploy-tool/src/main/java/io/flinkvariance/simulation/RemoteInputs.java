package io.flinkvariance.simulation;

import java.util.Arrays;

/**
 * The receivers' end of channels into other TaskManagers: Flink 1.8.1's {@code RemoteInputChannel}
 * with its credit, over a network that takes no time.
 *
 * <p>A receiver announces a credit for each buffer that it has free. Its own are always announced;
 * floating ones only where the sender said that more is waiting, and are given back when they are
 * not needed any more.
 */
final class RemoteInputs {
    private final int exclusive;
    private final int floating;

    /** Buffers free, each of them announced. */
    private final int[] credit;

    private final int[] floatingTaken;
    private final int[] required;
    private final boolean[] waitsForFloating;

    /** Where each buffer received ends, in bytes of the channel: a ring for each channel. */
    private final long[][] received;

    private final int[] first;
    private final int[] count;

    RemoteInputs(int channels, int exclusive, int floating) {
        this.exclusive = exclusive;
        this.floating = floating;
        credit = new int[channels];
        Arrays.fill(credit, exclusive);
        floatingTaken = new int[channels];
        required = new int[channels];
        Arrays.fill(required, exclusive);
        waitsForFloating = new boolean[channels];
        received = new long[channels][exclusive + floating];
        first = new int[channels];
        count = new int[channels];
    }

    boolean hasCredit(int channel) {
        return credit[channel] > 0;
    }

    /**
     * Takes a buffer in.
     *
     * @param end the position behind its last byte
     * @param backlog segments that wait at the sender
     */
    void receive(int channel, long end, int backlog) {
        long[] ring = received[channel];
        ring[(first[channel] + count[channel]++) % ring.length] = end;
        credit[channel]--;
        required[channel] = backlog + exclusive;
        takeFloating(channel);
    }

    private void takeFloating(int channel) {
        int missing = required[channel] - credit[channel];
        int taken = Math.max(0, Math.min(missing, floating - floatingTaken[channel]));
        floatingTaken[channel] += taken;
        credit[channel] += taken;
        waitsForFloating[channel] = taken < missing;
    }

    boolean isEmpty(int channel) {
        return count[channel] == 0;
    }

    /** The end of the oldest buffer received, which is read from now on. */
    long next(int channel) {
        long end = received[channel][first[channel]];
        first[channel] = (first[channel] + 1) % received[channel].length;
        count[channel]--;
        return end;
    }

    /** Gives a buffer back that was read. */
    void recycle(int channel) {
        if (floatingTaken[channel] > 0
                && !waitsForFloating[channel]
                && credit[channel] >= required[channel]) {
            floatingTaken[channel]--;
        } else {
            credit[channel]++;
            waitsForFloating[channel] &= credit[channel] < required[channel];
        }
    }
}
