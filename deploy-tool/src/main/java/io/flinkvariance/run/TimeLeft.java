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

    /** The first, which begins with empty buffers, and three that are measured. */
    private static final int PERIODS_UNTIL_STEADY = 4;

    private TimeLeft() {}

    /** What is left of the time until a first result. */
    static Optional<Duration> whileSettling(ThroughputModel model, Duration elapsed) {
        Duration left = untilFirstResult(model).minus(elapsed);
        return left.isNegative() || left.isZero()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(left.toSeconds()));
    }

    /** Until the buffers are full, if they ever are, and some bursts longer. */
    static Duration untilFirstResult(ThroughputModel model) {
        if (model.isBoundedOnly()) {
            return shortestWindow(model);
        }
        double full = model.secondsUntilBackpressure();
        Duration change =
                model.schedule()
                        .map(schedule -> Duration.ofSeconds(schedule.lastChangeSecond()))
                        .orElse(Duration.ZERO);
        return change.plus(afterChange(full, model));
    }

    private static Duration afterChange(double full, ThroughputModel model) {
        return seconds(Double.isFinite(full) ? full : 0).plus(shortestWindow(model));
    }

    /** From the first full buffers to the first verdict. */
    static Duration shortestWindow(ThroughputModel model) {
        if (model.isBoundedOnly()) {
            return seconds(
                    PERIODS_UNTIL_STEADY * (double) model.schedule().orElseThrow().periodSeconds());
        }
        return seconds(
                Math.max(
                        CYCLES_UNTIL_STEADY * model.burstPeriodSeconds(),
                        SHORTEST_MEASUREMENT_SECONDS));
    }

    /** Until the window is long enough, or the time is over. */
    static Duration whileMeasuring(Verdict.Steady steady, RunPlan plan, Duration elapsed) {
        double window = plan.expectedWindowSeconds(steady) - steady.windowSeconds();
        double atMost = plan.maxTime().minus(elapsed).toMillis() / 1000.0;
        return seconds(Math.max(0, Math.min(window, atMost)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds(Math.round(seconds));
    }
}
