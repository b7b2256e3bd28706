package io.flinkvariance.stamps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a subtask shows of its stamps: whose clock they are by, and the last readings. */
public final class StampText {
    private static final int PARTS = 3;

    private final String clock;
    private final long epochMicrosAtZero;
    private final List<StampChunk> chunks;

    private StampText(String clock, long epochMicrosAtZero, List<StampChunk> chunks) {
        this.clock = clock;
        this.epochMicrosAtZero = epochMicrosAtZero;
        this.chunks = chunks;
    }

    /** Stamps by clocks of the same name can be compared. */
    public String clock() {
        return clock;
    }

    /** By the clock of the subtask's counters, in microseconds since 1970, when stamps say 0. */
    public long epochMicrosAtZero() {
        return epochMicrosAtZero;
    }

    /** The last readings, oldest first. */
    public List<StampChunk> chunks() {
        return chunks;
    }

    static String format(String clock, long epochMicrosAtZero, Iterable<String> chunks) {
        return clock + " " + epochMicrosAtZero + " " + String.join(";", chunks);
    }

    /**
     * Reads what {@link StampHistory#getValue()} wrote.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static StampText parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != PARTS || parts[0].isEmpty()) {
            throw new IllegalArgumentException("not stamps: '" + text + "'");
        }
        List<StampChunk> chunks = new ArrayList<>();
        if (!parts[2].isEmpty()) {
            for (String chunk : parts[2].split(";", -1)) {
                chunks.add(StampChunk.parse(chunk));
            }
        }
        return new StampText(
                parts[0], Long.parseLong(parts[1]), Collections.unmodifiableList(chunks));
    }
}
