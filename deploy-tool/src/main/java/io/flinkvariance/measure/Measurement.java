package io.flinkvariance.measure;

import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.StragglerSchedule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What samples say: the verdict, and the subtasks in its window.
 *
 * @param subtasks over the window of a steady state; over all samples that were judged of a
 *     transient, where the rates say how it came about and are no result
 */
public record Measurement(Verdict verdict, List<SubtaskMeasurement> subtasks) {
    /** No subtask works more than all the time; the rest is what clocks are off by. */
    private static final double MOST_CAPACITY = 1.03;

    public Measurement {
        subtasks = List.copyOf(subtasks);
    }

    /**
     * Judges samples of a scenario, leaving out those before the end of the warm-up, or before a
     * gap. Where the straggler changes, no figure is a mean over before and after: it is of the
     * phase that lasts, or of whole periods where phases repeat.
     */
    public static Measurement of(SampleSeries samples, Scenario scenario, double warmupSeconds) {
        return of(samples, scenario, scenario.partitioner(), warmupSeconds);
    }

    /** The same of a run that had another router than its scenario says. */
    public static Measurement of(
            SampleSeries samples,
            Scenario scenario,
            Partitioner partitioner,
            double warmupSeconds) {
        if (!scenario.stragglerChanges()) {
            return of(samples, partitioner, warmupSeconds);
        }
        StragglerSchedule schedule = scenario.stragglerSchedule();
        if (schedule.repeats()) {
            SampleSeries series = samples.afterLastGap().from(warmupSeconds);
            return of(
                    series,
                    series.isEmpty()
                            ? SteadyStateDetector.judge(series, partitioner)
                            : Periods.judge(series, partitioner, schedule.periodSeconds()));
        }
        long change = schedule.last().fromSecond();
        if (!samples.isEmpty() && samples.lastSecond() < change) {
            return of(
                    samples.afterLastGap().from(warmupSeconds),
                    new Verdict.Transient(WhyNot.stillToChange(change, samples.lastSecond())));
        }
        return of(samples, partitioner, Math.max(warmupSeconds, (double) change));
    }

    /** Judges samples, leaving out those before the end of the warm-up, or before a gap. */
    public static Measurement of(
            SampleSeries samples, Partitioner partitioner, double warmupSeconds) {
        SampleSeries series = samples.afterLastGap().from(warmupSeconds);
        return of(series, SteadyStateDetector.judge(series, partitioner));
    }

    private static Measurement of(SampleSeries series, Verdict verdict) {
        if (series.size() < 2) {
            return new Measurement(verdict, List.of());
        }
        double from = series.second(0);
        double to = series.lastSecond();
        if (verdict instanceof Verdict.Steady steady) {
            from = steady.fromSecond();
            to = steady.toSecond();
        }
        double windowBegin = from;
        double windowEnd = to;
        List<SubtaskMeasurement> subtasks =
                IntStream.range(0, series.subtasks())
                        .mapToObj(subtask -> measure(series, subtask, windowBegin, windowEnd))
                        .toList();
        return new Measurement(
                verdict instanceof Verdict.Steady ? possible(verdict, subtasks) : verdict,
                subtasks);
    }

    /** Counters that cannot be right give no result. */
    private static Verdict possible(Verdict verdict, List<SubtaskMeasurement> subtasks) {
        return subtasks.stream()
                .filter(subtask -> subtask.capacity().orElse(0) > MOST_CAPACITY)
                .findFirst()
                .<Verdict>map(subtask -> new Verdict.Transient(WhyNot.impossible(subtask)))
                .orElse(verdict);
    }

    private static SubtaskMeasurement measure(
            SampleSeries series, int subtask, double from, double to) {
        double perSecond = series.processed(subtask).rate(from, to);
        OptionalDouble service =
                series.countsServiceTime() && perSecond > 0
                        ? OptionalDouble.of(
                                series.serviceMillis(subtask).rate(from, to) / perSecond)
                        : OptionalDouble.empty();
        return new SubtaskMeasurement(subtask, perSecond, service);
    }
}
