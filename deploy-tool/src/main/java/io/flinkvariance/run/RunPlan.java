package io.flinkvariance.run;

import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ThroughputModel;
import java.time.Duration;
import java.util.Optional;

/**
 * When a run is over.
 *
 * @param window length that the measured window must have; empty to end it as soon as the interval
 *     is narrow enough
 * @param warmup samples before that are left out; empty to find the end of the transient
 * @param maxTime when to give up, counted from the submission; the time in which nobody looked
 *     before a run was taken up again does not count
 */
public record RunPlan(Optional<Duration> window, Optional<Duration> warmup, Duration maxTime) {
    /** When a run gives up of which nobody said when. */
    public static final Duration DEFAULT_MAX_TIME = Duration.ofMinutes(10);

    /** The 95 % interval that ends a window by itself: this share of the mean to either side. */
    public static final double NARROW = 0.02;

    /**
     * Of a few cycles some are always so much alike by chance that the interval looks narrow, so a
     * window of fewer than ten must last a minute and its interval be half as wide.
     */
    private static final int ENOUGH_CYCLES = 10;

    private static final double SHORTEST_SECONDS_OF_FEW = 60;

    /** By so much longer than until the first result, whose interval is wide. */
    private static final double MEASURING = 1.3;

    /** Whether the model expects a result in the time that is given. */
    public boolean leavesTimeFor(ThroughputModel model) {
        return TimeLeft.untilFirstResult(model).compareTo(maxTime) <= 0;
    }

    /**
     * Whether the window that is asked for is shorter than any that could be called steady. The run
     * goes on until there is one all the same.
     */
    public boolean isShorterThanASteadyState(ThroughputModel model) {
        return window.map(length -> length.compareTo(TimeLeft.shortestWindow(model)) < 0)
                .orElse(false);
    }

    /** How long a run takes until the first result, however short a window is asked for. */
    public static Duration untilFirstResult(ThroughputModel model) {
        return TimeLeft.untilFirstResult(model);
    }

    /** Whether so many records are certainly through before there can be a result. */
    public static boolean endsBeforeAResult(int records, ThroughputModel model) {
        return records < model.expectedPerSecond() * untilFirstResult(model).toSeconds();
    }

    /** How long a run may have to be for a result that is worth it, in whole minutes. */
    public static Duration maxTimeFor(ThroughputModel model) {
        double seconds = MEASURING * TimeLeft.untilFirstResult(model).toSeconds();
        return Duration.ofMinutes((long) Math.ceil(seconds / 60));
    }

    /** Whether a verdict is what was asked for. */
    public boolean isSatisfiedBy(Verdict verdict) {
        if (!(verdict instanceof Verdict.Steady steady)) {
            return false;
        }
        return window.map(length -> steady.windowSeconds() >= length.toMillis() / 1000.0)
                .orElseGet(() -> isNarrow(steady));
    }

    private static boolean isNarrow(Verdict.Steady steady) {
        return steady.relativeHalfWidth() <= narrow(steady)
                && steady.windowSeconds() >= shortestSeconds(steady);
    }

    private static double narrow(Verdict.Steady steady) {
        return steady.cycles() >= ENOUGH_CYCLES ? NARROW : NARROW / 2;
    }

    private static double shortestSeconds(Verdict.Steady steady) {
        if (steady.cycles() >= ENOUGH_CYCLES) {
            return 0;
        }
        double untilEnough = steady.windowSeconds() * ENOUGH_CYCLES / steady.cycles();
        return Math.min(SHORTEST_SECONDS_OF_FEW, untilEnough);
    }

    /** About how long the window will be, as an interval narrows with the square root of time. */
    double expectedWindowSeconds(Verdict.Steady steady) {
        if (window.isPresent()) {
            return window.get().toMillis() / 1000.0;
        }
        double ratio = steady.relativeHalfWidth() / narrow(steady);
        return Math.max(shortestSeconds(steady), steady.windowSeconds() * ratio * ratio);
    }

    double warmupSeconds() {
        return warmup.map(length -> length.toMillis() / 1000.0).orElse(0.0);
    }
}
