package io.flinkvariance.routing;

/**
 * How long the reader of each channel takes for a byte, by what it did lately.
 *
 * <p>That is the time it worked over the bytes it did, both with a memory: what lies {@value
 * #MEMORY_NANOS} ns of its work back counts for a third. A reader of which nothing is known counts
 * as the others do together, so that it is neither spared nor flooded.
 */
final class ReaderPace {
    /** Long enough for some buffers of a reader that is not slow, and for one of a slow one. */
    static final long MEMORY_NANOS = 10_000_000_000L;

    /**
     * A time of which more would be needed was none of work: a barrier or a source that waits in
     * the middle of a run may hide for once that a reader had nothing to do. One that is slower
     * indeed is known to be by the next time.
     */
    private static final double MOST_TIMES_SLOWER = 100;

    /** Where nobody has done anything yet: any will do, as only ratios count. */
    private static final double UNKNOWN = 1000;

    private final double[] bytes;
    private final double[] nanos;
    private double bytesOfAll;
    private double nanosOfAll;

    ReaderPace(int channels) {
        this.bytes = new double[channels];
        this.nanos = new double[channels];
    }

    /**
     * Takes note that a reader worked so long for so many bytes, at least one: no less than a
     * nanosecond, however coarse the clock, as nothing that is unread waits for nothing.
     */
    void worked(int channel, long moreBytes, long measuredNanos) {
        double most =
                bytes[channel] > 0
                        ? MOST_TIMES_SLOWER * nanosPerByte(channel) * moreBytes
                        : Double.MAX_VALUE;
        double moreNanos = Math.max(1, Math.min((double) measuredNanos, most));
        double kept = Math.exp(-moreNanos / MEMORY_NANOS);
        bytesOfAll -= bytes[channel];
        nanosOfAll -= nanos[channel];
        bytes[channel] = bytes[channel] * kept + moreBytes;
        nanos[channel] = nanos[channel] * kept + moreNanos;
        bytesOfAll += bytes[channel];
        nanosOfAll += nanos[channel];
    }

    double nanosPerByte(int channel) {
        if (bytes[channel] > 0) {
            return nanos[channel] / bytes[channel];
        }
        return bytesOfAll > 0 ? nanosOfAll / bytesOfAll : UNKNOWN;
    }
}
