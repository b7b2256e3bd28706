package io.flinkvariance.latency;

import io.flinkvariance.stamps.Stamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Joins the source's stamps with those of the work by the records' numbers.
 *
 * <p>A record that is done waits until all stamps that the source had made by then were read. So
 * the last emission of its number is its own, although numbers go round, and an emission that is
 * not there was lost.
 */
final class StampJoin {
    private final StampTimeline source = new StampTimeline();
    private final List<StampTimeline> work = new ArrayList<>();
    private final List<Deque<Stamp>> done = new ArrayList<>();
    private final Deque<Stamp> emitted = new ArrayDeque<>();
    private final Map<Integer, Stamp> inFlight = new HashMap<>();
    private final LatencyLog log = new LatencyLog();
    private Optional<ClockOffsets> offsets = Optional.empty();

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

    /** Whether times of source and work can be compared, as far as there are any. */
    boolean areComparable() {
        Set<String> clocks = clocks();
        return clocks.size() == 1
                || (offsets.isPresent() && offsets.get().clocks().keySet().containsAll(clocks));
    }

    /** Takes times of several clocks for comparable from now on, if these are all of them. */
    void compareBy(ClockOffsets compared) {
        offsets = Optional.of(compared);
    }

    /** By which all stamps are that there are yet. */
    Set<String> clocks() {
        return timelines()
                .flatMap(timeline -> timeline.clock().stream())
                .collect(Collectors.toSet());
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
        long[] shifts = new long[work.size()];
        long doubt = 0;
        for (int subtask = 0; subtask < shifts.length; subtask++) {
            shifts[subtask] = shiftMicros(subtask);
            doubt = Math.max(doubt, doubtMicros(subtask));
        }
        while (true) {
            int first = -1;
            long end = Long.MAX_VALUE;
            for (int subtask = 0; subtask < done.size(); subtask++) {
                Stamp stamp = done.get(subtask).peek();
                if (stamp != null && stamp.micros() + shifts[subtask] < end) {
                    first = subtask;
                    end = stamp.micros() + shifts[subtask];
                }
            }
            if (first < 0 || end + doubt >= knownUntilMicros(shifts)) {
                return;
            }
            join(first, end, doubt, done.get(first).remove());
        }
    }

    /** What makes a subtask's time one of the source's clock. */
    private long shiftMicros(int subtask) {
        Optional<String> clock = work.get(subtask).clock();
        return offsets.isEmpty() || clock.isEmpty() || source.clock().isEmpty()
                ? 0
                : offsets.get().shiftMicros(clock.get(), source.clock().get());
    }

    /** By how much that may be wrong. */
    private long doubtMicros(int subtask) {
        Optional<String> clock = work.get(subtask).clock();
        return offsets.isEmpty() || clock.isEmpty() || source.clock().isEmpty()
                ? 0
                : offsets.get().uncertaintyMicros(clock.get(), source.clock().get());
    }

    /** Of source and work, by the source's clock. */
    private long knownUntilMicros(long[] shifts) {
        long until = source.knownUntilMicros();
        for (int subtask = 0; subtask < shifts.length; subtask++) {
            until = Math.min(until, work.get(subtask).knownUntilMicros() + shifts[subtask]);
        }
        return until;
    }

    /**
     * Joins a record that is done with its emission.
     *
     * @param endMicros when it was done, by the source's clock
     * @param doubtMicros by how much later its emission may seem to be
     */
    private void join(int subtask, long endMicros, long doubtMicros, Stamp end) {
        while (!emitted.isEmpty() && emitted.peek().micros() <= endMicros + doubtMicros) {
            Stamp next = emitted.remove();
            inFlight.put(next.ordinal(), next);
        }
        Stamp begin = inFlight.remove(end.ordinal());
        long done = work.get(subtask).epochMicros(end.micros());
        if (begin == null) {
            log.appendWithoutEmission(subtask, done);
        } else {
            log.append(subtask, done, endMicros - begin.micros(), begin.lateMicros());
        }
    }

    /** All records that are joined, in the order in which they were done. */
    LatencyLog log() {
        return log;
    }

    /** With a later comparison of the clocks; empty where all times are by one. */
    Optional<ClockAlignment> alignment(Optional<ClockOffsets> later) {
        return offsets.flatMap(
                first ->
                        later.map(
                                last ->
                                        new ClockAlignment(
                                                source.clock().orElseThrow(), first, last)));
    }

    /** By which a subtask's times are, which has shown some. */
    String clockOfWork(int subtask) {
        return work.get(subtask).clock().orElseThrow();
    }

    /** When a record was done, by that clock. */
    long doneMicros(int row) {
        return work.get(log.subtask(row)).micros(log.doneEpochMicros(row));
    }

    /** Whether readings of the work were lost that may hold records done in that time. */
    boolean hasGapWithin(long fromEpochMicros, long toEpochMicros) {
        return work.stream()
                .anyMatch(timeline -> timeline.hasGapWithin(fromEpochMicros, toEpochMicros));
    }
}
