package io.flinkvariance.simulation;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.routing.ChannelQueues;

/**
 * The channels from the source to the work's subtasks, from one end to the other.
 *
 * <p>A subtask in the source's TaskManager reads from the source's own segments; one in another is
 * sent copies as far as it has room for them.
 */
final class Channels {
    /** Nothing to read. */
    static final long NOTHING = -1;

    /** Who is told when something can go on. */
    interface Wakeups {
        /** There is something to read. */
        void wakeSubtask(int subtask);

        /** There is a segment to write to. */
        void wakeSource();
    }

    private final SegmentPool pool;
    private final Subpartitions subpartitions;
    private final RemoteInputs remote;
    private final boolean[] isRemote;

    /** Whether a local reader was told that there is something and has not looked since. */
    private final boolean[] isTold;

    /** Whether what is read at the moment is a whole segment's end, which has to be given back. */
    private final boolean[] holdsSegment;

    private final Wakeups wakeups;

    Channels(BufferSettings buffers, SubtaskPlacement placement, Wakeups wakeups) {
        int channels = placement.subtasks();
        this.pool = new SegmentPool(buffers.outputBuffers(channels));
        this.subpartitions = new Subpartitions(channels, buffers.segmentBytes(), pool);
        this.remote = new RemoteInputs(channels, buffers.perChannel(), buffers.floating());
        this.isRemote = new boolean[channels];
        for (int channel = 0; channel < channels; channel++) {
            isRemote[channel] = placement.isRemote(channel);
        }
        this.isTold = new boolean[channels];
        this.holdsSegment = new boolean[channels];
        this.wakeups = wakeups;
    }

    /** Writes a channel's next record; false if it has to wait for a segment. */
    boolean write(int channel) {
        Subpartitions.Write write = subpartitions.write(channel);
        if (write == Subpartitions.Write.DONE_AND_NOTIFY) {
            tellReader(channel);
        }
        return write != Subpartitions.Write.WAITS;
    }

    /** Makes what is written readable, be it less than a segment. */
    void flush(int channel) {
        if (subpartitions.flush(channel)) {
            tellReader(channel);
        }
    }

    /** The same of all channels. */
    void flushAll() {
        for (int channel = 0; channel < isTold.length; channel++) {
            flush(channel);
        }
    }

    private void tellReader(int channel) {
        if (isRemote[channel]) {
            send(channel);
        } else {
            isTold[channel] = true;
            wakeups.wakeSubtask(channel);
        }
    }

    private void send(int channel) {
        while (subpartitions.isAvailable(channel) && remote.hasCredit(channel)) {
            long begin = subpartitions.polledBytes(channel);
            long end = subpartitions.poll(channel);
            if (end == begin) {
                return;
            }
            if (subpartitions.lastPollPopped()) {
                giveBackSegment();
            }
            remote.receive(channel, end, subpartitions.backlog(channel));
            wakeups.wakeSubtask(channel);
        }
    }

    private void giveBackSegment() {
        pool.giveBack();
        wakeups.wakeSource();
    }

    /**
     * Takes the next buffer to read; the one before must have been given back.
     *
     * @return the position behind its last byte, or {@link #NOTHING}
     */
    long take(int channel) {
        return isRemote[channel] ? takeRemote(channel) : takeLocal(channel);
    }

    private long takeRemote(int channel) {
        if (remote.isEmpty(channel)) {
            return NOTHING;
        }
        holdsSegment[channel] = true;
        return remote.next(channel);
    }

    private long takeLocal(int channel) {
        if (!isTold[channel]) {
            return NOTHING;
        }
        long begin = subpartitions.polledBytes(channel);
        long end = subpartitions.poll(channel);
        isTold[channel] = end > begin && subpartitions.isAvailable(channel);
        holdsSegment[channel] = subpartitions.lastPollPopped();
        return end > begin ? end : NOTHING;
    }

    /** Gives back what was read; without effect where a local segment is still written to. */
    void giveBack(int channel) {
        if (!holdsSegment[channel]) {
            return;
        }
        holdsSegment[channel] = false;
        if (isRemote[channel]) {
            remote.recycle(channel);
            send(channel);
        } else {
            giveBackSegment();
        }
    }

    /** What the router sees. */
    ChannelQueues queues() {
        return new ChannelQueues() {
            @Override
            public int of(int channel) {
                return subpartitions.unreadBytes(channel);
            }

            @Override
            public long read(int channel) {
                return subpartitions.polledBytes(channel);
            }
        };
    }

    /** Records that were sent, that which waits for a segment among them. */
    long sent(int channel) {
        return subpartitions.sent(channel);
    }

    /** Segments of the source's that are in use. */
    int segmentsTaken() {
        return pool.taken();
    }
}
