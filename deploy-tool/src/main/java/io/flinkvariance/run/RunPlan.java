package io.flinkvariance.run;

import io.flinkvariance.measure.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * When a run is over.
 *
 * @param window length that the measured window must have; empty to end it as soon as the interval
 *     is narrow enough
 * @param warmup samples before that are left out; empty to find the end of the transient
 * @param maxTime when to give up, counted from the submission
 */
public record RunPlan(Optional<Duration> window, Optional<Duration> warmup, Duration maxTime) {
    /** The 95 % interval that ends a window by itself: this share of the mean to either side. */
    public static final double NARROW = 0.02;

    /**
     * A window ends by itself after so many cycles at the earliest, or after a minute: of a few
     * short ones some are always so much alike by chance that the interval looks narrow.
     */
    private static final int ENOUGH_CYCLES = 10;

    private static final double ENOUGH_SECONDS = 60;

    /** Whether a verdict is what was asked for. */
    boolean isSatisfiedBy(Verdict verdict) {
        if (!(verdict instanceof Verdict.Steady steady)) {
            return false;
        }
        return window.map(length -> steady.windowSeconds() >= length.toMillis() / 1000.0)
                .orElseGet(() -> isNarrow(steady));
    }

    private static boolean isNarrow(Verdict.Steady steady) {
        boolean isEnough =
                steady.cycles() >= ENOUGH_CYCLES || steady.windowSeconds() >= ENOUGH_SECONDS;
        return isEnough && steady.relativeHalfWidth() <= NARROW;
    }

    double warmupSeconds() {
        return warmup.map(length -> length.toMillis() / 1000.0).orElse(0.0);
    }
}
