package io.flinkvariance.simulation;

import io.flinkvariance.model.BufferSettings;

/**
 * The source's end of all channels: Flink 1.8.1's {@code RecordWriter} and {@code
 * PipelinedSubpartition}.
 *
 * <p>A channel is a stream of bytes that is cut into segments of equal size, and its k-th record
 * lies at 9k. So where a record begins, which one spans two segments and when a segment is full all
 * follow from how many were written; nothing is stored for a record.
 */
final class Subpartitions {
    private static final int NONE = -1;

    private final int segmentBytes;
    private final SegmentPool pool;

    /** Records that were written whole. */
    private final long[] written;

    /** Records that fit into the segments opened so far. */
    private final long[] fitting;

    /** Segments opened, and those that the reader took the last bytes of. */
    private final long[] opened;

    private final long[] popped;

    /** Bytes that the reader took. */
    private final long[] polledBytes;

    private final boolean[] flushRequested;

    /** The channel whose next record is begun, and waits for a segment for the rest of it. */
    private int waiting = NONE;

    private boolean lastPollPopped;

    Subpartitions(int channels, int segmentBytes, SegmentPool pool) {
        this.segmentBytes = segmentBytes;
        this.pool = pool;
        written = new long[channels];
        fitting = new long[channels];
        opened = new long[channels];
        popped = new long[channels];
        polledBytes = new long[channels];
        flushRequested = new boolean[channels];
    }

    /** What an attempt to write a record came to. */
    enum Write {
        DONE,
        /** Done, and the reader is to be told of a segment that is full. */
        DONE_AND_NOTIFY,
        /** Not done: the record waits for a segment; to be tried again. */
        WAITS
    }

    /** Writes a channel's next record. */
    Write write(int channel) {
        if (written[channel] < fitting[channel]) {
            written[channel]++;
            return Write.DONE;
        }
        if (!pool.take()) {
            waiting = channel;
            return Write.WAITS;
        }
        boolean notify = !flushRequested[channel] && queued(channel) == 1;
        opened[channel]++;
        fitting[channel] = opened[channel] * segmentBytes / BufferSettings.RECORD_BYTES;
        written[channel]++;
        waiting = NONE;
        return notify ? Write.DONE_AND_NOTIFY : Write.DONE;
    }

    /** Makes what is written visible; whether the reader is to be told. */
    boolean flush(int channel) {
        int queued = queued(channel);
        if (queued == 0) {
            return false;
        }
        boolean notify = !flushRequested[channel] && queued == 1;
        flushRequested[channel] = true;
        return notify;
    }

    /**
     * Takes what can be read of the oldest segment, and gives back the position behind it, in bytes
     * since the beginning; no further than the last position if there is nothing.
     */
    long poll(int channel) {
        lastPollPopped = false;
        if (queued(channel) <= 1) {
            flushRequested[channel] = false;
        }
        if (queued(channel) > 0) {
            long endOfSegment = (popped[channel] + 1) * segmentBytes;
            polledBytes[channel] = Math.min(bytes(channel), endOfSegment);
            if (polledBytes[channel] == endOfSegment) {
                popped[channel]++;
                lastPollPopped = true;
            }
        }
        return polledBytes[channel];
    }

    /** Whether the last poll took the end of a segment, which the writer is done with. */
    boolean lastPollPopped() {
        return lastPollPopped;
    }

    /** Whether a poll is promised to find something, whatever the reader was told. */
    boolean isAvailable(int channel) {
        return flushRequested[channel] || finished(channel) > 0;
    }

    /** Bytes that were written and not read, as a router sees them. */
    int unreadBytes(int channel) {
        return (int) Math.min(Integer.MAX_VALUE, bytes(channel) - polledBytes[channel]);
    }

    /** Segments that wait. */
    int queued(int channel) {
        return (int) (opened[channel] - popped[channel]);
    }

    /** Segments that wait and may be taken, as the sender of a remote channel announces them. */
    int backlog(int channel) {
        return flushRequested[channel] ? queued(channel) : Math.max(0, queued(channel) - 1);
    }

    /** Bytes of a channel that the reader took. */
    long polledBytes(int channel) {
        return polledBytes[channel];
    }

    /** Records that were sent to a channel, that which waits for a segment among them. */
    long sent(int channel) {
        return written[channel] + (channel == waiting ? 1 : 0);
    }

    private long bytes(int channel) {
        return Math.min(
                sent(channel) * BufferSettings.RECORD_BYTES, opened[channel] * segmentBytes);
    }

    private int finished(int channel) {
        int queued = queued(channel);
        if (queued == 1 && bytes(channel) == opened[channel] * segmentBytes) {
            return 1;
        }
        return Math.max(0, queued - 1);
    }
}
