package io.flinkvariance.routing;

import java.util.function.LongSupplier;

/**
 * How long a record that is sent to a channel now waits there, in microseconds: what is left of
 * what its reader took last, and what is unread, at the pace of that reader. To go by that is to
 * join the queue of the shortest expected delay (Banawan and Zahorjan, "Load sharing in
 * heterogeneous queueing systems", INFOCOM 1989).
 *
 * <p>A reader takes more when it is done with what it has, so its pace follows from when it takes
 * and how much. One that is later than its pace allows counts as that much slower at once. One that
 * has nothing to do is not slow for that: while nothing is unread, and what it took should be done,
 * its time stands still. Between two looks nobody sees whether it has; so where nothing is unread
 * at the second one it is taken to have worked as long as its pace says, as far as the looks allow.
 * Something unread then says that it was busy, as records follow upon looks only.
 *
 * <p>A reader in another TaskManager takes as soon as it has room, and room for several buffers; so
 * what it took before the last one is not seen. Once its room is full it takes at its pace, too.
 *
 * <p>Where records are no work for anybody ({@link #roughly}) there is no delay to speak of, and
 * what waits is counted as by the other routers.
 */
final class Delays implements Backlogs {
    private static final double NANOS_OF_A_MICROSECOND = 1000;

    private final ChannelQueues queues;
    private final LongSupplier lookNanos;
    private final ReaderPace pace;

    /** Bytes that each reader took in all, and last. */
    private final long[] read;

    private final long[] taken;

    /** When it did, moved on by what it had nothing to do since. */
    private final long[] tookNanos;

    private final long[] lookedNanos;

    /**
     * Of queues.
     *
     * @param lookNanos when a look is made, by a clock that only goes forward
     */
    Delays(ChannelQueues queues, int channels, LongSupplier lookNanos) {
        this.queues = queues;
        this.lookNanos = lookNanos;
        this.pace = new ReaderPace(channels);
        this.read = new long[channels];
        this.taken = new long[channels];
        this.tookNanos = new long[channels];
        this.lookedNanos = new long[channels];
    }

    @Override
    public int of(int channel) {
        int unread = queues.of(channel);
        long now = lookNanos.getAsLong();
        noteWhatIsTaken(channel, unread, now);
        lookedNanos[channel] = now;
        double nanosPerByte = pace.nanosPerByte(channel);
        if (taken[channel] == 0) {
            return micros(unread * nanosPerByte);
        }
        double expected = taken[channel] * nanosPerByte;
        double worked = now - tookNanos[channel];
        if (worked <= expected) {
            return micros(expected - worked + unread * nanosPerByte);
        }
        if (unread == 0) {
            tookNanos[channel] = now - (long) expected;
            return 0;
        }
        return micros(unread * (worked / taken[channel]));
    }

    private void noteWhatIsTaken(int channel, int unread, long now) {
        long all = queues.read(channel);
        if (all == read[channel]) {
            return;
        }
        if (taken[channel] == 0) {
            tookNanos[channel] = now;
        } else {
            long worked = unread > 0 ? now - tookNanos[channel] : likelyNanos(channel, now);
            pace.worked(channel, taken[channel], worked);
            tookNanos[channel] += worked;
        }
        taken[channel] = all - read[channel];
        read[channel] = all;
    }

    /** For what it had, of a reader that may have had nothing to do since the last look. */
    private long likelyNanos(int channel, long now) {
        long least = lookedNanos[channel] - tookNanos[channel];
        long expected = (long) (taken[channel] * pace.nanosPerByte(channel));
        return Math.max(least, Math.min(expected, now - tookNanos[channel]));
    }

    /** More than nothing is no less than one. */
    private static int micros(double nanos) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(nanos / NANOS_OF_A_MICROSECOND));
    }

    @Override
    public Backlogs roughly() {
        return queues.roughly();
    }
}
