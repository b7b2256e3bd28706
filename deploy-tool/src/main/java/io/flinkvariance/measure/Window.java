package io.flinkvariance.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whole cycles of a run, and whether what was processed in them is a long-run throughput.
 *
 * @param queues of the run
 * @param paceSetter the subtask whose queue the cycles are of; empty where none sets the pace
 * @param cycles those that the window consists of
 */
record Window(Queues queues, Optional<Queues.Channel> paceSetter, Cycles cycles) {
    static final double SHORTEST_SECONDS = 20;
    static final int FEWEST_CYCLES = 3;

    /** The tail of the transient: a queue comes back before all others have settled. */
    private static final int SETTLING_CYCLES = 2;

    /**
     * A run that ends at the first narrow interval ends when chance has made it narrow. Chow and
     * Robbins ("On the asymptotic theory of fixed-width sequential confidence intervals for the
     * mean", 1965) have it right only as the width goes to zero; this makes up for the rest.
     */
    private static final double SEQUENTIAL_STOPPING = 1.15;

    /** By how much the sum may differ from what the pace-setter's own rate makes of it. */
    private static final double MOST_DISAGREEMENT = 0.002;

    static final int MOST_BATCHES = 20;
    static final double SHORTEST_BATCH_SECONDS = 2;

    /** What came of a window: a steady state, or the reason why it is none. */
    record Outcome(Optional<Verdict.Steady> steady, String whyNot) {
        static Outcome not(String why) {
            return new Outcome(Optional.empty(), why);
        }
    }

    /** The window without its first cycles, as far as enough remain. */
    static Window settled(Queues queues, Optional<Queues.Channel> paceSetter, Cycles cycles) {
        int spare = Math.max(0, cycles.count() - FEWEST_CYCLES);
        return new Window(queues, paceSetter, cycles.without(Math.min(SETTLING_CYCLES, spare)));
    }

    double seconds() {
        return cycles.lengthSeconds();
    }

    boolean isLongEnough() {
        return cycles.count() >= FEWEST_CYCLES && seconds() >= SHORTEST_SECONDS;
    }

    /** Judges it; empty where its queues drift, which the run's queues say more of. */
    Optional<Outcome> judge() {
        List<Double> bounds =
                cycles.batchBounds(Math.max(SHORTEST_BATCH_SECONDS, seconds() / MOST_BATCHES));
        if (bounds.size() <= FEWEST_CYCLES) {
            return Optional.empty();
        }
        Batches batches = new Batches(bounds);
        double perSecond = batches.rate(queues.processed());
        if (!(perSecond > 0)) {
            return Optional.of(Outcome.not(WhyNot.nothingProcessed(cycles.begin(), cycles.end())));
        }
        if (queues.bias(batches) > SteadyStateDetector.MOST_BIAS) {
            return Optional.empty();
        }
        return Optional.of(judge(batches, perSecond));
    }

    private Outcome judge(Batches batches, double perSecond) {
        double begin = cycles.begin();
        double end = cycles.end();
        // A queue that runs empty says nothing of what its subtask could have done.
        Optional<Queues.Channel> limit =
                paceSetter.filter(channel -> queues.isNeverEmpty(channel, begin, end));
        double times = limit.isPresent() ? queues.channels().size() : 1;
        Curve counter = limit.map(Queues.Channel::served).orElse(queues.processed());
        double last = queues.processed().lastSecond();
        Optional<Stall> stall = Stall.longest(counter, begin, last);
        if (stall.isPresent()) {
            return Outcome.not(WhyNot.stalled(stall.get()));
        }
        BatchMeans means = BatchMeans.of(counter, times, begin, last);
        Optional<String> unsettled = WhyNot.ofLevel(new Level(means));
        if (unsettled.isPresent() && limit.isPresent()) {
            // A subtask that never was idle had its long-run rate before the others had theirs.
            double since = queues.neverEmptySince(limit.get(), begin);
            boolean wasSteadyBefore =
                    WhyNot.ofLevel(new Level(BatchMeans.of(counter, times, since, last))).isEmpty()
                            && Stall.longest(counter, since, last).isEmpty();
            unsettled = wasSteadyBefore ? Optional.empty() : unsettled;
        }
        if (unsettled.isPresent()) {
            return Outcome.not(unsettled.get());
        }
        double own = times * counter.rate(begin, end);
        if (Math.abs(own - perSecond) > MOST_DISAGREEMENT * perSecond) {
            return Outcome.not(WhyNot.disagrees(paceSetter.orElseThrow(), perSecond, own));
        }
        double halfWidth =
                SEQUENTIAL_STOPPING
                        * Math.max(batches.halfWidth(queues.processed()), means.halfWidth());
        if (halfWidth > SteadyStateDetector.WIDEST * perSecond) {
            return Outcome.not(WhyNot.tooWide(perSecond, halfWidth));
        }
        return new Outcome(
                Optional.of(
                        new Verdict.Steady(
                                begin,
                                end,
                                perSecond,
                                halfWidth,
                                cycles.count(),
                                limit.isPresent()
                                        ? OptionalDouble.of(own)
                                        : OptionalDouble.empty())),
                "");
    }
}
