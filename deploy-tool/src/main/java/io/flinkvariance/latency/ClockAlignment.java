package io.flinkvariance.latency;

import java.util.Collection;

/**
 * Takes times of the work's clocks to the source's, by two comparisons of them.
 *
 * <p>Between the two, clocks run apart evenly: a quartz is off by some millionths, and by how much
 * hardly changes in minutes (RFC 5905, section 11: frequency error and wander).
 */
final class ClockAlignment {
    private final String source;
    private final ClockOffsets first;
    private final ClockOffsets last;

    /** Of a source whose times are by that clock. */
    ClockAlignment(String source, ClockOffsets first, ClockOffsets last) {
        this.source = source;
        this.first = first;
        this.last = last;
    }

    /** What a clock came to be off by at a time of its own, since the first comparison. */
    private long driftMicros(String clock, long atMicros) {
        long begin = first.atMicrosBy(clock);
        long end = last.atMicrosBy(clock);
        return end == begin
                ? 0
                : Math.round(driftMicros(clock) * ((double) (atMicros - begin) / (end - begin)));
    }

    /** From the first comparison to the last. */
    private long driftMicros(String clock) {
        return last.shiftMicros(clock, source) - first.shiftMicros(clock, source);
    }

    /**
     * A latency that was taken by the first comparison alone, as both have it; none is below zero.
     *
     * @param clock of the work
     * @param doneMicros by that clock
     */
    long corrected(long latencyMicros, String clock, long doneMicros) {
        return Math.max(0, latencyMicros + driftMicros(clock, doneMicros));
    }

    /** By how much a latency may be wrong, with work by these clocks. */
    ClockComparison summary(Collection<String> work) {
        long uncertainty = 0;
        long drift = 0;
        for (String clock : work) {
            uncertainty =
                    Math.max(
                            uncertainty,
                            Math.max(
                                    first.uncertaintyMicros(clock, source),
                                    last.uncertaintyMicros(clock, source)));
            drift = Math.max(drift, Math.abs(driftMicros(clock)));
        }
        return new ClockComparison(uncertainty, drift);
    }
}
