package io.flinkvariance.report;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Samples in groups of neighbours, so that a page has no more points than can be told apart.
 *
 * @param groupSize how many steps from one sample to the next make a point
 */
record ThinnedSamples(SampleSeries series, int groupSize) {
    static final int MOST_POINTS = 500;

    static ThinnedSamples of(SampleSeries series) {
        int steps = Math.max(0, series.size() - 1);
        return new ThinnedSamples(series, Math.max(1, (steps + MOST_POINTS - 1) / MOST_POINTS));
    }

    /** The seconds at which the groups end. */
    List<Double> seconds() {
        return perGroup((first, last) -> rounded(series.samples().get(last).second()));
    }

    /** The longest time that a point stands for. */
    double longestSeconds() {
        return perGroup((first, last) -> secondsBetween(first, last)).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /** Growth of a counter per second, in each group. */
    List<Double> rates(ToDoubleFunction<Sample> counter) {
        return perGroup(
                (first, last) ->
                        rounded(
                                (counter.applyAsDouble(series.samples().get(last))
                                                - counter.applyAsDouble(
                                                        series.samples().get(first)))
                                        / secondsBetween(first, last)));
    }

    /** The mean of a level over each group's samples. */
    List<Double> means(ToDoubleFunction<Sample> level) {
        return perGroup(
                (first, last) ->
                        rounded(
                                series.samples().subList(first + 1, last + 1).stream()
                                        .mapToDouble(level)
                                        .average()
                                        .orElseThrow()));
    }

    /**
     * Growth of a counter per second over the time around the end of each group: half of it before,
     * half after; null where the samples do not reach as far.
     */
    List<Double> ratesOver(double seconds, ToDoubleFunction<Sample> counter) {
        List<Sample> samples = series.samples();
        return perGroup(
                (first, last) -> {
                    double middle = samples.get(last).second();
                    int from = last;
                    while (from >= 0 && samples.get(from).second() > middle - seconds / 2) {
                        from--;
                    }
                    int to = last;
                    while (to < samples.size() && samples.get(to).second() < middle + seconds / 2) {
                        to++;
                    }
                    return from < 0 || to == samples.size()
                            ? null
                            : rounded(
                                    (counter.applyAsDouble(samples.get(to))
                                                    - counter.applyAsDouble(samples.get(from)))
                                            / secondsBetween(from, to));
                });
    }

    private double secondsBetween(int first, int last) {
        return series.samples().get(last).second() - series.samples().get(first).second();
    }

    /** Two places after the point are more than a screen shows. */
    private static double rounded(double number) {
        return Math.round(100 * number) / 100.0;
    }

    private interface Group {
        Double value(int first, int last);
    }

    private List<Double> perGroup(Group group) {
        List<Double> values = new ArrayList<>();
        for (int first = 0; first + 1 < series.size(); first += groupSize) {
            values.add(group.value(first, Math.min(first + groupSize, series.size() - 1)));
        }
        return values;
    }
}
