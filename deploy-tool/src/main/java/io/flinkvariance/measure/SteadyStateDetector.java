package io.flinkvariance.measure;

import io.flinkvariance.scenario.Partitioner;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Finds the part of a run in which the throughput is the long-run one.
 *
 * <p>Neither throughput nor the total in flight shows it: while the buffers of a straggler's
 * channel fill, both can stand still for minutes. What must stand still is every channel's queue.
 * Under round-robin a queue that grows by d per cent of its subtask's rate means a throughput that
 * is d per cent above its limit, so the drift allowed is the error allowed. Once they do stand
 * still, the queues say nothing of the level of the throughput, and it must stand still, too.
 *
 * <p>A window is made of whole cycles of the queue that sets the pace, from one return to the next.
 * That makes it start and end in the same phase of the bursts, and a queue that only grows never
 * closes a cycle. Where it begins is chosen by truncation at the earliest point that passes, as in
 * Welch's method and MSER (White, "An effective truncation heuristic for bias reduction in
 * simulation output", 1997), but by tests instead of the eye or the least error.
 */
public final class SteadyStateDetector {
    /** The error by drifting queues that is put up with; half of what the interval may be wide. */
    static final double MOST_BIAS = 0.01;

    /** Half an interval of this share of the mean is no result. */
    static final double WIDEST = 0.05;

    /** How many places are tried as the end of the transient. */
    private static final int STARTS = 50;

    private static final int FEWEST_SAMPLES = 10;

    /** Any level that the queue keeps coming back to will do; the best one gives most cycles. */
    private static final double[] LEVEL_QUANTILES = {0.5, 0.6, 0.7, 0.8, 0.9};

    /** After the last cycle there may be an unfinished one, and it may be a long one. */
    private static final double LONGEST_TAIL_IN_CYCLES = 1.5;

    private static final double SHORTEST_TAIL_SECONDS = 3;

    /** A later window must have as many cycles to take the place of the earliest, … */
    private static final int ENOUGH_CYCLES = 10;

    /** … and an interval that is by so much narrower: the earliest holds something else, too. */
    private static final double MUCH_NARROWER = 0.5;

    private SteadyStateDetector() {}

    /** Judges a run; the window reaches as far back as the steady state does. */
    public static Verdict judge(SampleSeries series, Partitioner partitioner) {
        if (series.size() <= FEWEST_SAMPLES) {
            return new Verdict.Transient(WhyNot.tooFewSamples(series.size()));
        }
        Queues queues = Queues.of(series, partitioner);
        int[] starts = starts(series.size());
        List<Optional<Queues.Channel>> paceSetters = queues.paceSetters(starts);
        Optional<Verdict.Steady> best = Optional.empty();
        Optional<Supplier<String>> whyNot = Optional.empty();
        for (int index = 0; index < starts.length; index++) {
            Optional<Queues.Channel> paceSetter = paceSetters.get(index);
            Curve queue = paceSetter.map(Queues.Channel::length).orElse(queues.inFlight());
            Optional<Window.Outcome> outcome =
                    longestWindow(queues, paceSetter, queue.from(starts[index]));
            if (outcome.isPresent()) {
                Optional<Verdict.Steady> steady = outcome.get().steady();
                whyNot = whyNot.or(() -> outcome.map(Window.Outcome::whyNot));
                if (steady.isPresent() && (best.isEmpty() || replaces(steady.get(), best.get()))) {
                    best = steady;
                }
            }
        }
        Optional<Stall> stall =
                Stall.longest(queues.processed(), series.second(0), series.lastSecond());
        if (best.isPresent() && stall.isPresent()) {
            double seconds = best.get().windowSeconds();
            if (!stall.get().isOutweighedBy(seconds)) {
                return new Verdict.Transient(WhyNot.stalled(stall.get()));
            }
        }
        return best.isPresent()
                ? best.get()
                : new Verdict.Transient(whyNot.orElse(() -> WhyNot.ofQueues(queues, series)).get());
    }

    private static boolean replaces(Verdict.Steady later, Verdict.Steady earlier) {
        return later.cycles() >= ENOUGH_CYCLES
                && later.halfWidth() < MUCH_NARROWER * earlier.halfWidth();
    }

    private static int[] starts(int samples) {
        int step = Math.max(1, samples / STARTS);
        return IntStream.iterate(
                        0, start -> start < samples - FEWEST_SAMPLES, start -> start + step)
                .toArray();
    }

    /** What the longest window from some sample on says that is steady, or else the longest. */
    private static Optional<Window.Outcome> longestWindow(
            Queues queues, Optional<Queues.Channel> paceSetter, Curve queue) {
        Optional<Window.Outcome> best = Optional.empty();
        double bestSeconds = 0;
        for (double level : queue.quantiles(LEVEL_QUANTILES)) {
            Cycles all = Cycles.of(queue, level);
            Window window = Window.settled(queues, paceSetter, all);
            if (!window.isLongEnough() || !keepsReturning(all, queue.lastSecond())) {
                continue;
            }
            boolean isSteady = best.isPresent() && best.get().steady().isPresent();
            if (isSteady && window.seconds() <= bestSeconds) {
                continue;
            }
            Optional<Window.Outcome> outcome = window.judge();
            if (outcome.isPresent()
                    && (outcome.get().steady().isPresent()
                            || (!isSteady && window.seconds() > bestSeconds))) {
                best = outcome;
                bestSeconds = window.seconds();
            }
        }
        return best;
    }

    private static boolean keepsReturning(Cycles cycles, double lastSecond) {
        return lastSecond - cycles.end()
                <= Math.max(
                        SHORTEST_TAIL_SECONDS, LONGEST_TAIL_IN_CYCLES * cycles.longestSeconds());
    }
}
