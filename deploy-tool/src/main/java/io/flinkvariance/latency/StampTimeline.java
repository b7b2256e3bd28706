package io.flinkvariance.latency;

import io.flinkvariance.stamps.Stamp;
import io.flinkvariance.stamps.StampChunk;
import io.flinkvariance.stamps.StampText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is known of one subtask's stamps, put together from texts that overlap. */
final class StampTimeline {
    private final List<Range> gaps = new ArrayList<>();
    private String last = "";
    private Optional<StampText> newest = Optional.empty();
    private long next;
    private long knownUntilMicros;
    private boolean isBegun;

    /** From one moment to another, by the subtask's clock. */
    private record Range(long fromMicros, long toMicros) {}

    /**
     * Takes what the subtask shows now.
     *
     * @return the stamps that are new, in the order in which they were made
     * @throws IllegalArgumentException if the text has another form
     */
    List<Stamp> add(String text) {
        if (text.isEmpty() || text.equals(last)) {
            return List.of();
        }
        StampText parsed = StampText.parse(text);
        List<Stamp> fresh = new ArrayList<>();
        for (StampChunk chunk : parsed.chunks()) {
            if (chunk.number() >= next) {
                if (chunk.number() > next) {
                    gaps.add(
                            new Range(
                                    isBegun ? knownUntilMicros : Long.MIN_VALUE,
                                    chunk.untilMicros()));
                }
                isBegun = true;
                fresh.addAll(chunk.stamps());
                next = chunk.number() + 1;
                knownUntilMicros = chunk.untilMicros();
            }
        }
        last = text;
        newest = Optional.of(parsed);
        return fresh;
    }

    /** Whether a reading was there yet. */
    boolean isBegun() {
        return isBegun;
    }

    /** Whose clock the stamps are by; empty before the first text. */
    Optional<String> clock() {
        return newest.map(StampText::clock);
    }

    /** From the subtask's microseconds to those since 1970. */
    long epochMicros(long micros) {
        return newest.orElseThrow().epochMicrosAtZero() + micros;
    }

    /** And back. */
    long micros(long epochMicros) {
        return epochMicros - newest.orElseThrow().epochMicrosAtZero();
    }

    /** All stamps of before that moment were read, but for gaps. */
    long knownUntilMicros() {
        return knownUntilMicros;
    }

    /** Whether readings were lost that may hold stamps of that time, in microseconds since 1970. */
    boolean hasGapWithin(long fromEpochMicros, long toEpochMicros) {
        return gaps.stream()
                .anyMatch(
                        gap ->
                                epochMicros(gap.toMicros()) > fromEpochMicros
                                        && (gap.fromMicros() == Long.MIN_VALUE
                                                || epochMicros(gap.fromMicros()) < toEpochMicros));
    }
}
