package io.flinkvariance.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

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
    static final double SEQUENTIAL_STOPPING = 1.3;

    /** By how much the sum may differ from what the pace-setter's own rate makes of it. */
    private static final double MOST_DISAGREEMENT = 0.002;

    static final int MOST_BATCHES = 20;
    static final double SHORTEST_BATCH_SECONDS = 2;

    /** What came of a window: a steady state, or the reason why it is none. */
    record Outcome(Optional<Verdict.Steady> steady, Supplier<String> whyNot) {
        static Outcome not(Supplier<String> why) {
            return new Outcome(Optional.empty(), why);
        }
    }

    /** A rate, and from when on it counts. */
    private record Rate(Curve counter, double times, double from, double to) {
        Level level() {
            return new Level(BatchMeans.of(counter, times, from, to));
        }

        double perSecond(double begin, double end) {
            return times * counter.rate(begin, end);
        }

        Optional<Stall> stall() {
            return Stall.longest(counter, from, to);
        }

        Curve timesCounter() {
            return counter.times(times);
        }

        Rate since(double second) {
            return new Rate(counter, times, second, to);
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
            return Optional.of(
                    Outcome.not(() -> WhyNot.nothingProcessed(cycles.begin(), cycles.end())));
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
        Rate rate =
                new Rate(
                        limit.map(Queues.Channel::served).orElse(queues.processed()),
                        limit.isPresent() ? queues.channels().size() : 1,
                        begin,
                        queues.processed().lastSecond());
        Optional<Stall> stall = rate.stall();
        if (stall.isPresent()) {
            return Outcome.not(() -> WhyNot.stalled(stall.get()));
        }
        Level level = rate.level();
        // A subtask that never was idle had its long-run rate before the others had theirs. Where
        // the router chooses, none is idle while records are in flight.
        double since =
                limit.map(channel -> Queues.neverEmptySince(channel, begin))
                        .orElseGet(
                                () -> paceSetter.isPresent() ? begin : queues.inFlightSince(begin));
        Rate whole = rate.since(since);
        Level wholeLevel = whole.level();
        if (wholeLevel.drifts()) {
            return Outcome.not(() -> WhyNot.drifts(wholeLevel));
        }
        boolean wasKeptBefore = wholeLevel.isKept() && whole.stall().isEmpty();
        // Seen from afar a step shows of which the window holds so little that it does not; where
        // it was is known to a batch.
        double from = begin - wholeLevel.batches().batchSeconds();
        if (limit.isPresent()
                && !wasKeptBefore
                && wholeLevel.shift().filter(step -> step.second() > from).isPresent()) {
            return Outcome.not(() -> WhyNot.ofLevel(wholeLevel));
        }
        if (limit.isEmpty()) {
            double ofCycles = batches.halfWidth(queues.processed());
            double ofSeconds = level.batches().halfWidth();
            return level.isKept()
                    ? outcome(
                            perSecond,
                            Math.max(ofCycles, ofSeconds),
                            ofCycles >= ofSeconds ? batches.count() : level.batches().count(),
                            OptionalDouble.empty())
                    : Outcome.not(() -> WhyNot.ofLevel(level));
        }
        if (!wasKeptBefore && !level.isKept()) {
            return Outcome.not(() -> WhyNot.ofLevel(level));
        }
        double own = rate.perSecond(begin, end);
        if (Math.abs(own - perSecond) > MOST_DISAGREEMENT * perSecond) {
            return Outcome.not(() -> WhyNot.disagrees(limit.get(), perSecond, own));
        }
        // A control variate: what chance did to the pace-setter in the window is taken out as far
        // as more is known of it. What is left is the phase between it and the sum.
        BatchMeans longest = (wasKeptBefore ? wholeLevel : level).batches();
        double phase = batches.halfWidth(queues.processed().minus(rate.timesCounter()));
        return outcome(
                perSecond - own + longest.mean(),
                Math.hypot(longest.halfWidth(), phase),
                phase > longest.halfWidth() ? batches.count() : longest.count(),
                OptionalDouble.of(longest.mean()));
    }

    private Outcome outcome(double perSecond, double error, int batches, OptionalDouble own) {
        double halfWidth = SEQUENTIAL_STOPPING * error;
        if (halfWidth > SteadyStateDetector.WIDEST * perSecond) {
            return Outcome.not(() -> WhyNot.tooWide(perSecond, halfWidth));
        }
        return new Outcome(
                Optional.of(
                        new Verdict.Steady(
                                cycles.begin(),
                                cycles.end(),
                                perSecond,
                                halfWidth,
                                cycles.count(),
                                batches,
                                own)),
                () -> "");
    }
}
