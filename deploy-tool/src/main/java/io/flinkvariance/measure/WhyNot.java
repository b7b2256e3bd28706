package io.flinkvariance.measure;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The reasons why samples show no steady state, in words. */
final class WhyNot {
    private WhyNot() {}

    static String tooFewSamples(int samples) {
        return format(
                "only %d samples; a steady state shows in %.0f s at the earliest",
                samples, Window.SHORTEST_SECONDS);
    }

    static String tooFewPeriods(long periodSeconds, int periods) {
        return format(
                "the straggler changes, and all begins anew every %d s: the throughput is the mean over"
                        + " whole periods, and there are %d after the first; it takes %d",
                periodSeconds, periods, Periods.FEWEST);
    }

    static String queuesDriftOver(int periods, long periodSeconds) {
        return format(
                "the queues are not at the end of the last %d periods of %d s what they were at their"
                        + " beginning",
                periods, periodSeconds);
    }

    static String stillToChange(long second, double lastSecond) {
        return format(
                "the straggler changes at second %d for the last time, and the samples end at second"
                        + " %.0f: a throughput of before is none of the job's",
                second, lastSecond);
    }

    static String nothingProcessed(double from, double to) {
        return format("nothing was processed from second %.0f to %.0f", from, to);
    }

    static String stalled(Stall stall) {
        return format(
                "nothing was processed from second %.0f to %.0f; what comes after is too short yet to"
                        + " be more than a part of the run",
                stall.fromSecond(), stall.toSecond());
    }

    /** What speaks against a level that is not kept. */
    static String ofLevel(Level level) {
        Optional<Level.Shift> shift = level.shift();
        if (shift.isPresent()) {
            return shift.get().describe() + "; a mean over both is neither";
        }
        return level.trends() ? drifts(level) : tooShort(level.batches());
    }

    static String drifts(Level level) {
        BatchMeans batches = level.batches();
        return format(
                "the throughput %s by %.1f %% a minute from second %.0f on",
                level.driftPerMinute() > 0 ? "rises" : "falls",
                100 * Math.abs(level.driftPerMinute()) / batches.mean(),
                batches.beginSecond());
    }

    private static String tooShort(BatchMeans batches) {
        return format(
                "from second %.0f to %.0f is too short to say that the throughput does not drift by"
                        + " %.0f %% a minute",
                batches.beginSecond(),
                batches.bound(batches.count()),
                100 * Level.MOST_DRIFT_PER_MINUTE);
    }

    static String disagrees(Queues.Channel paceSetter, double perSecond, double own) {
        return format(
                "%s records/s were processed, but %s allows %s; the other queues have not settled",
                RateText.of(perSecond), paceSetter.name(), RateText.of(own));
    }

    static String tooWide(double perSecond, double halfWidth) {
        return format(
                "the 95 %% interval of %s records/s is ± %s so far, more than %.0f %%",
                RateText.of(perSecond), RateText.of(halfWidth), 100 * SteadyStateDetector.WIDEST);
    }

    static String impossible(SubtaskMeasurement subtask) {
        return format(
                "subtask %d worked %.0f %% of the time by its own counters, which cannot be",
                subtask.index(), 100 * subtask.capacity().orElseThrow());
    }

    /** Of the queue that moved most in the later half, or of too few cycles. */
    static String ofQueues(Queues queues, SampleSeries series) {
        double to = series.lastSecond();
        double from = to - series.lengthSeconds() / 2;
        if (queues.processed().rate(from, to) == 0) {
            return nothingProcessed(from, to);
        }
        Queues.Channel worst =
                queues.channels().stream()
                        .max(
                                Comparator.comparingDouble(
                                        channel -> Math.abs(channel.growth(from, to))))
                        .orElseThrow();
        double drift = worst.growth(from, to);
        double rate = worst.served().rate(from, to);
        if (Math.abs(drift) > SteadyStateDetector.MOST_BIAS * rate) {
            return format(
                    "%s %s by %s records/s over the last %.0f s, against %s records/s processed;"
                            + " until it stands still, or returns to the same level in at least"
                            + " %d cycles, the throughput is that of a transient",
                    worst.name(),
                    drift > 0 ? "grew" : "shrank",
                    RateText.of(Math.abs(drift)),
                    to - from,
                    RateText.of(rate),
                    Window.FEWEST_CYCLES);
        }
        return format(
                "%s has not yet returned to the same level in %d whole cycles of at least %.0f s"
                        + " together",
                worst.name(), Window.FEWEST_CYCLES, Window.SHORTEST_SECONDS);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
