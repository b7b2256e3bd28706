package io.flinkvariance.latency;

import io.flinkvariance.stamps.Stamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Joins the source's stamps with those of the work by the records' numbers.
 *
 * <p>A record that is done waits until all stamps that the source had made by then were read. So
 * the last emission of its number is its own, although numbers go round, and an emission that is
 * not there was lost.
 */
final class StampJoin {
    private static final long UNKNOWN = -1;

    private final StampTimeline source = new StampTimeline();
    private final List<StampTimeline> work = new ArrayList<>();
    private final List<Deque<Stamp>> done = new ArrayList<>();
    private final Deque<Stamp> emitted = new ArrayDeque<>();
    private final Map<Integer, Stamp> inFlight = new HashMap<>();
    private final LatencyLog log = new LatencyLog();

    StampJoin(int subtasks) {
        for (int subtask = 0; subtask < subtasks; subtask++) {
            work.add(new StampTimeline());
            done.add(new ArrayDeque<>());
        }
    }

    /**
     * Takes what the source and the subtasks of the work show now; empty texts where they show
     * nothing.
     *
     * @throws IllegalArgumentException if a text has another form
     */
    void add(String sourceText, List<String> workTexts) {
        emitted.addAll(source.add(sourceText));
        for (int subtask = 0; subtask < work.size(); subtask++) {
            done.get(subtask).addAll(work.get(subtask).add(workTexts.get(subtask)));
        }
        if (areComparable()) {
            join();
        }
    }

    /** Whether all stamps are by one clock, as far as there are any. */
    boolean areComparable() {
        return timelines().flatMap(timeline -> timeline.clock().stream()).distinct().count() == 1;
    }

    /** Whether each subtask has shown stamps. */
    boolean isComplete() {
        return timelines().allMatch(StampTimeline::isBegun);
    }

    private Stream<StampTimeline> timelines() {
        return Stream.concat(Stream.of(source), work.stream());
    }

    /** In the order of time, as an emission counts for what is done after it alone. */
    private void join() {
        while (true) {
            int first = -1;
            for (int subtask = 0; subtask < done.size(); subtask++) {
                Stamp stamp = done.get(subtask).peek();
                if (stamp != null
                        && (first < 0 || stamp.micros() < done.get(first).peek().micros())) {
                    first = subtask;
                }
            }
            if (first < 0 || done.get(first).peek().micros() >= knownUntilMicros()) {
                return;
            }
            join(first, done.get(first).remove());
        }
    }

    /** Of source and work. */
    private long knownUntilMicros() {
        return timelines().mapToLong(StampTimeline::knownUntilMicros).min().orElseThrow();
    }

    private void join(int subtask, Stamp end) {
        while (!emitted.isEmpty() && emitted.peek().micros() <= end.micros()) {
            Stamp next = emitted.remove();
            inFlight.put(next.ordinal(), next);
        }
        Stamp begin = inFlight.remove(end.ordinal());
        log.append(
                subtask,
                work.get(subtask).epochMicros(end.micros()),
                begin == null ? UNKNOWN : end.micros() - begin.micros(),
                begin == null ? 0 : begin.lateMicros());
    }

    /** All records that are joined, in the order in which they were done. */
    LatencyLog log() {
        return log;
    }

    /** Until when all records are joined, in microseconds since 1970. */
    long joinedUntilEpochMicros() {
        return work.get(0).epochMicros(knownUntilMicros());
    }

    /** Whether readings of the work were lost that may hold records done in that time. */
    boolean hasGapWithin(long fromEpochMicros, long toEpochMicros) {
        return work.stream()
                .anyMatch(timeline -> timeline.hasGapWithin(fromEpochMicros, toEpochMicros));
    }
}
