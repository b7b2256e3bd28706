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

    /** Whether a verdict is what was asked for. */
    boolean isSatisfiedBy(Verdict verdict) {
        if (!(verdict instanceof Verdict.Steady steady)) {
            return false;
        }
        return window.map(length -> steady.windowSeconds() >= length.toMillis() / 1000.0)
                .orElse(steady.relativeHalfWidth() <= NARROW);
    }

    double warmupSeconds() {
        return warmup.map(length -> length.toMillis() / 1000.0).orElse(0.0);
    }
}
