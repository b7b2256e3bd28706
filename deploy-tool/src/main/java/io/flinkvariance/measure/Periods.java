package io.flinkvariance.measure;

import io.flinkvariance.scenario.Partitioner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges a run whose work changes by itself and comes back after a period: the cycles are those
 * periods, whatever the queues do within one.
 *
 * <p>The first period begins with empty buffers and is left out. How many more are is decided as by
 * MSER (White, "An effective truncation heuristic for bias reduction in simulation output", 1997):
 * of the windows in which no queue drifts the one with the narrowest interval, of at least half of
 * the periods, so that chance does not choose a few that are alike.
 */
final class Periods {
    static final int FEWEST = 3;

    private Periods() {}

    static Verdict judge(SampleSeries series, Partitioner partitioner, long periodSeconds) {
        int whole = (int) (series.lengthSeconds() / periodSeconds) - 1;
        if (whole < FEWEST) {
            return new Verdict.Transient(WhyNot.tooFewPeriods(periodSeconds, Math.max(0, whole)));
        }
        Queues queues = Queues.of(series, partitioner);
        int fewest = Math.max(FEWEST, (whole + 1) / 2);
        Optional<Batches> narrowest = Optional.empty();
        for (int periods = whole; periods >= fewest; periods--) {
            Batches batches = batches(series.lastSecond(), periodSeconds, periods);
            if (!(batches.rate(queues.processed()) > 0)) {
                return new Verdict.Transient(
                        WhyNot.nothingProcessed(batches.begin(), batches.end()));
            }
            if (queues.bias(batches) <= SteadyStateDetector.MOST_BIAS
                    && narrowest
                            .filter(best -> width(best, queues) <= width(batches, queues))
                            .isEmpty()) {
                narrowest = Optional.of(batches);
            }
        }
        return narrowest
                .map(batches -> ofWindow(series, queues, batches))
                .orElseGet(
                        () -> new Verdict.Transient(WhyNot.queuesDriftOver(fewest, periodSeconds)));
    }

    private static double width(Batches batches, Queues queues) {
        return Window.SEQUENTIAL_STOPPING * batches.halfWidth(queues.processed());
    }

    private static Batches batches(double end, long periodSeconds, int periods) {
        List<Double> bounds = new ArrayList<>();
        for (int period = periods; period >= 0; period--) {
            bounds.add(end - (double) period * periodSeconds);
        }
        return new Batches(bounds);
    }

    private static Verdict ofWindow(SampleSeries series, Queues queues, Batches batches) {
        Optional<Stall> stall =
                Stall.longest(queues.processed(), series.second(0), series.lastSecond());
        if (stall.isPresent() && !stall.get().isOutweighedBy(batches.end() - batches.begin())) {
            return new Verdict.Transient(WhyNot.stalled(stall.get()));
        }
        double perSecond = batches.rate(queues.processed());
        double halfWidth = width(batches, queues);
        return halfWidth > SteadyStateDetector.WIDEST * perSecond
                ? new Verdict.Transient(WhyNot.tooWide(perSecond, halfWidth))
                : new Verdict.Steady(
                        batches.begin(),
                        batches.end(),
                        perSecond,
                        halfWidth,
                        batches.count(),
                        batches.count(),
                        OptionalDouble.empty());
    }
}
