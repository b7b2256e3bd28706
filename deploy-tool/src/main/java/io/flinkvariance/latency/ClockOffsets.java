package io.flinkvariance.latency;

import java.util.List;
import java.util.Map;

/**
 * By how much the clocks of some machines were ahead of one machine's, which compared them with its
 * own.
 *
 * @param atMicros when, by the clock of that machine
 * @param clocks by their names; that machine's own is one of them
 * @param failures in words, of machines whose clocks could not be compared
 */
public record ClockOffsets(long atMicros, Map<String, Offset> clocks, List<String> failures) {
    public ClockOffsets {
        clocks = Map.copyOf(clocks);
        failures = List.copyOf(failures);
    }

    /**
     * Of one clock.
     *
     * @param aheadMicros may be below zero
     * @param uncertaintyMicros by how much that may be wrong, to either side
     */
    public record Offset(long aheadMicros, long uncertaintyMicros) {
        public Offset {
            if (uncertaintyMicros < 0) {
                throw new IllegalArgumentException(
                        "an uncertainty of " + uncertaintyMicros + " µs");
            }
        }
    }

    /** What is to be added to a time by one clock to have it by another; both were compared. */
    long shiftMicros(String from, String to) {
        return of(to).aheadMicros() - of(from).aheadMicros();
    }

    /** By how much that may be wrong: nothing from a clock to itself. */
    long uncertaintyMicros(String from, String to) {
        return from.equals(to) ? 0 : of(from).uncertaintyMicros() + of(to).uncertaintyMicros();
    }

    /** When they were compared, by one of the clocks. */
    long atMicrosBy(String clock) {
        return atMicros + of(clock).aheadMicros();
    }

    private Offset of(String clock) {
        Offset offset = clocks.get(clock);
        if (offset == null) {
            throw new IllegalStateException("the clock " + clock + " was not compared");
        }
        return offset;
    }
}
