package io.flinkvariance.measure;

import io.flinkvariance.scenario.Partitioner;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the part of a run in which the throughput is the long-run one.
 *
 * <p>Neither throughput nor the total in flight shows it: while the buffers of a straggler's
 * channel fill, both can stand still for minutes. What must stand still is every channel's queue.
 * Under round-robin a queue that grows by d per cent of its subtask's rate means a throughput that
 * is d per cent above its limit, so the drift allowed is the error allowed.
 *
 * <p>A window is made of whole cycles of the queue that sets the pace, from one return to the next.
 * That makes it start and end in the same phase of the bursts, and a queue that only grows never
 * closes a cycle.
 */
public final class SteadyStateDetector {
    /** The error by drifting queues that is put up with; half of what the interval may be wide. */
    static final double MOST_BIAS = 0.01;

    static final int FEWEST_CYCLES = 3;
    static final double SHORTEST_WINDOW_SECONDS = 20;

    private static final int MOST_BATCHES = 20;
    private static final double SHORTEST_BATCH_SECONDS = 2;

    /** How many places are tried as the end of the transient. */
    private static final int STARTS = 50;

    private static final int FEWEST_SAMPLES = 10;

    /** Any level that the queue keeps coming back to will do; the best one gives most cycles. */
    private static final double[] LEVEL_QUANTILES = {0.5, 0.6, 0.7, 0.8, 0.9};

    /** After the last cycle there may be an unfinished one, and it may be a long one. */
    private static final double LONGEST_TAIL_IN_CYCLES = 1.5;

    private SteadyStateDetector() {}

    /** Judges a run; the window reaches as far back as the steady state does. */
    public static Verdict judge(SampleSeries series, Partitioner partitioner) {
        if (series.size() <= FEWEST_SAMPLES) {
            return new Verdict.Transient(
                    "only %d samples; a steady state shows in %d s at the earliest"
                            .formatted(series.size(), (int) SHORTEST_WINDOW_SECONDS));
        }
        Queues queues = Queues.of(series, partitioner);
        Curve processed = series.processed();
        int[] starts = starts(series.size());
        List<Curve> pacemakers = queues.pacemakers(starts);
        for (int index = 0; index < starts.length; index++) {
            Curve pacemaker = pacemakers.get(index).from(starts[index]);
            Optional<Verdict.Steady> steady = longestWindow(queues, pacemaker, processed);
            if (steady.isPresent()) {
                return steady.get();
            }
        }
        return new Verdict.Transient(whyNot(queues, series));
    }

    private static int[] starts(int samples) {
        int step = Math.max(1, samples / STARTS);
        return IntStream.iterate(
                        0, start -> start < samples - FEWEST_SAMPLES, start -> start + step)
                .toArray();
    }

    private static Optional<Verdict.Steady> longestWindow(
            Queues queues, Curve pacemaker, Curve processed) {
        Optional<Verdict.Steady> best = Optional.empty();
        for (double level : pacemaker.quantiles(LEVEL_QUANTILES)) {
            Cycles cycles = Cycles.of(pacemaker, level);
            if (!keepsReturning(cycles, pacemaker.lastSecond())) {
                continue;
            }
            if (best.isPresent() && best.get().windowSeconds() >= cycles.lengthSeconds()) {
                continue;
            }
            double batchSeconds =
                    Math.max(SHORTEST_BATCH_SECONDS, cycles.lengthSeconds() / MOST_BATCHES);
            List<Double> bounds = cycles.batchBounds(batchSeconds);
            if (bounds.size() <= FEWEST_CYCLES) {
                continue;
            }
            Batches batches = new Batches(bounds);
            if (queues.bias(batches) <= MOST_BIAS) {
                best =
                        Optional.of(
                                new Verdict.Steady(
                                        batches.begin(),
                                        batches.end(),
                                        batches.rate(processed),
                                        batches.halfWidth(processed),
                                        cycles.count()));
            }
        }
        return best;
    }

    private static boolean keepsReturning(Cycles cycles, double lastSecond) {
        return cycles.count() >= FEWEST_CYCLES
                && cycles.lengthSeconds() >= SHORTEST_WINDOW_SECONDS
                && lastSecond - cycles.end()
                        <= LONGEST_TAIL_IN_CYCLES
                                * Math.max(SHORTEST_BATCH_SECONDS, cycles.longestSeconds());
    }

    /** The most telling reason: the queue that moved most in the later half, or too few cycles. */
    private static String whyNot(Queues queues, SampleSeries series) {
        double to = series.lastSecond();
        double from = to - series.lengthSeconds() / 2;
        Queues.Channel worst =
                queues.channels().stream()
                        .max(
                                Comparator.comparingDouble(
                                        channel -> Math.abs(growth(channel, from, to))))
                        .orElseThrow();
        double drift = growth(worst, from, to);
        double rate = worst.served().rate(from, to);
        if (Math.abs(drift) > MOST_BIAS * rate) {
            return String.format(
                    Locale.ROOT,
                    "%s %s by %.1f records/s over the last %.0f s, against %.1f records/s processed;"
                            + " until it stands still, or returns to the same level in at least"
                            + " %d cycles, the throughput is that of a transient",
                    worst.name(),
                    drift > 0 ? "grew" : "shrank",
                    Math.abs(drift),
                    to - from,
                    rate,
                    FEWEST_CYCLES);
        }
        return String.format(
                Locale.ROOT,
                "%s has not yet returned to the same level in %d whole cycles of at least %.0f s"
                        + " together",
                worst.name(),
                FEWEST_CYCLES,
                SHORTEST_WINDOW_SECONDS);
    }

    private static double growth(Queues.Channel channel, double from, double to) {
        return channel.sent().rate(from, to) - channel.served().rate(from, to);
    }
}
