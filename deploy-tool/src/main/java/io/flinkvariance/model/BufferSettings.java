package io.flinkvariance.model;

import io.flinkvariance.flink.FlinkVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Flink's network buffers, as far as they decide how long a straggler stays hidden.
 *
 * @param segmentBytes size of a buffer: {@code taskmanager.memory.segment-size}
 * @param perChannel buffers of a channel's own: {@code
 *     taskmanager.network.memory.buffers-per-channel}
 * @param floating buffers that the channels of a gate share: {@code
 *     taskmanager.network.memory.floating-buffers-per-gate}
 */
public record BufferSettings(int segmentBytes, int perChannel, int floating) {
    /** What the kit's Flink has when nothing is configured. */
    public static final BufferSettings FLINK_DEFAULT =
            new BufferSettings(
                    FlinkVersion.OF_KIT.segmentBytes(),
                    FlinkVersion.OF_KIT.buffersPerChannel(),
                    FlinkVersion.OF_KIT.floatingBuffers());

    /**
     * Small enough for a steady state in half a minute; one floating buffer, because none at all
     * fails with several TaskManagers, and fewer per channel cost throughput.
     */
    public static final BufferSettings SMALL = new BufferSettings(4096, 2, 1);

    /** An int as Flink sends it: 4 bytes of length, 1 of tag, 4 of value. */
    public static final int RECORD_BYTES = 9;

    public static final String SEGMENT_KEY = "taskmanager.memory.segment-size";
    public static final String PER_CHANNEL_KEY = "taskmanager.network.memory.buffers-per-channel";
    public static final String FLOATING_KEY =
            "taskmanager.network.memory.floating-buffers-per-gate";

    /** Flink's own bound, {@code MemoryManager.MIN_PAGE_SIZE}. */
    private static final int LEAST_SEGMENT_BYTES = 4096;

    /** Far more than any memory holds, few enough to be multiplied by a parallelism. */
    private static final int MOST_BUFFERS = 1 << 15;

    public BufferSettings {
        if (segmentBytes < LEAST_SEGMENT_BYTES || Integer.bitCount(segmentBytes) != 1) {
            throw new IllegalArgumentException(
                    "%s=%d: expected a power of two, at least %d bytes"
                            .formatted(SEGMENT_KEY, segmentBytes, LEAST_SEGMENT_BYTES));
        }
        if (perChannel < 1 || perChannel > MOST_BUFFERS) {
            throw new IllegalArgumentException(
                    "%s=%d: expected 1 to %d".formatted(PER_CHANNEL_KEY, perChannel, MOST_BUFFERS));
        }
        if (floating < 0 || floating > MOST_BUFFERS) {
            throw new IllegalArgumentException(
                    "%s=%d: expected 0 to %d".formatted(FLOATING_KEY, floating, MOST_BUFFERS));
        }
    }

    public double recordsPerBuffer() {
        return (double) segmentBytes / RECORD_BYTES;
    }

    /** The buffers that a task with that many output channels may fill before it must wait. */
    public int outputBuffers(int channels) {
        return channels * perChannel + floating;
    }

    /** The buffers that the receiver of one channel keeps when it is in another TaskManager. */
    public int inputBuffers() {
        return perChannel + floating;
    }

    /**
     * Whether every subtask can be busy while the source waits for a buffer: with fewer than two a
     * channel, one of which is being read and one written, it is not.
     *
     * @param remote whether the receivers are in other TaskManagers, and have buffers of their own
     */
    public boolean suffice(int channels, boolean remote) {
        return remote ? inputBuffers() >= 2 : outputBuffers(channels) >= 2 * channels;
    }

    /** The settings as keys of {@code flink-conf.yaml}. */
    public Map<String, String> toFlinkConf() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(SEGMENT_KEY, Integer.toString(segmentBytes));
        keys.put(PER_CHANNEL_KEY, Integer.toString(perChannel));
        keys.put(FLOATING_KEY, Integer.toString(floating));
        return keys;
    }

    @Override
    public String toString() {
        return "%d/%d/%d".formatted(segmentBytes, perChannel, floating);
    }
}
