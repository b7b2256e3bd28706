package io.flinkvariance.routing;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/**
 * How many records one edge of one subtask sent to each of its channels. The task counts; any
 * thread may read, and reads a count of some nanoseconds ago.
 */
public final class SentCounts {
    private final AtomicLongArray counts;

    SentCounts(int channels) {
        this.counts = new AtomicLongArray(channels);
    }

    /** An ordered store, not a fenced one: only one thread counts. */
    void increment(int channel) {
        counts.lazySet(channel, counts.get(channel) + 1);
    }

    /** How many channels there are: the parallelism of the operator behind. */
    public int channels() {
        return counts.length();
    }

    /** Records sent to that channel since the task began. */
    public long of(int channel) {
        return counts.get(channel);
    }

    /** Records sent to each channel, by its index. */
    public long[] toArray() {
        return all().toArray();
    }

    /** Records sent to the channel that got most. */
    public long most() {
        return all().max().orElse(0);
    }

    /** Records sent to the channel that got least. */
    public long least() {
        return all().min().orElse(0);
    }

    private LongStream all() {
        return LongStream.range(0, channels()).map(channel -> of((int) channel));
    }
}
