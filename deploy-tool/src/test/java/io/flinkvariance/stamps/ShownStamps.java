package io.flinkvariance.stamps;

import java.util.ArrayList;
import java.util.List;

/** What a subtask shows, of a clock that is set by hand, one reading after the other. */
public final class ShownStamps {
    private final String clock;
    private final long epochMicrosAtZero;
    private final List<String> chunks = new ArrayList<>();
    private final List<Stamp> unread = new ArrayList<>();
    private long number;

    public ShownStamps(String clock, long epochMicrosAtZero) {
        this.clock = clock;
        this.epochMicrosAtZero = epochMicrosAtZero;
    }

    public ShownStamps put(int ordinal, long micros, long lateMicros) {
        unread.add(new Stamp(ordinal, micros, lateMicros));
        return this;
    }

    public ShownStamps put(int ordinal, long micros) {
        return put(ordinal, micros, 0);
    }

    /** Makes a reading; what was put before is in the next text. */
    public ShownStamps read(long untilMicros) {
        chunks.add(new StampChunk(number++, untilMicros, unread).format());
        unread.clear();
        return this;
    }

    /** Forgets all readings so far, as nobody asked for them. */
    public ShownStamps forget() {
        chunks.clear();
        return this;
    }

    public String text() {
        return StampText.format(clock, epochMicrosAtZero, chunks);
    }
}
