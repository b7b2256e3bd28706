package io.flinkvariance.run;

import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ThroughputModel;
import java.time.Duration;
import java.util.Optional;

/** Estimates how long a run will go on. */
final class TimeLeft {
    /** Three cycles, and the part of one that is lost at each end. */
    private static final double CYCLES_UNTIL_STEADY = 4;

    private static final double SHORTEST_MEASUREMENT_SECONDS = 25;

    private TimeLeft() {}

    /** Until the buffers are full, and some bursts longer; unknown when they never fill. */
    static Optional<Duration> whileSettling(ThroughputModel model, Duration elapsed) {
        double full = model.secondsUntilBackpressure();
        double bursts = CYCLES_UNTIL_STEADY * model.burstPeriodSeconds();
        double total =
                (Double.isFinite(full) ? full : 0) + Math.max(bursts, SHORTEST_MEASUREMENT_SECONDS);
        double left = total - elapsed.toMillis() / 1000.0;
        return left > 0 ? Optional.of(seconds(left)) : Optional.empty();
    }

    /** An interval narrows with the square root of the time. */
    static Duration whileMeasuring(Verdict.Steady steady, RunPlan plan) {
        double window =
                plan.window()
                        .map(length -> length.toMillis() / 1000.0)
                        .orElseGet(
                                () -> {
                                    double ratio = steady.relativeHalfWidth() / RunPlan.NARROW;
                                    return steady.windowSeconds() * ratio * ratio;
                                });
        double left = Math.max(0, window - steady.windowSeconds());
        return seconds(Math.min(left, plan.maxTime().toMillis() / 1000.0));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds(Math.round(seconds));
    }
}
