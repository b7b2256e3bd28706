package io.flinkvariance.report;

import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Runs over each other, each from its own first second on. */
final class CompareCharts {
    /** Of all curves of a chart together, so that a page of many runs stays small. */
    private static final int MOST_VALUES = 20_000;

    private static final int STYLES = 8;

    /**
     * A run's measured window, as high as its interval.
     *
     * @param style that of the run's curve
     */
    record Band(double from, double to, double low, double high, String style) {
        static Band of(RunResult.Throughput measured, String style) {
            return new Band(
                    measured.windowFromSecond(),
                    measured.windowFromSecond() + measured.windowSeconds(),
                    measured.mean() - measured.ci95(),
                    measured.mean() + measured.ci95(),
                    style);
        }
    }

    private final List<StoredRun> runs;
    private final List<SampleSeries> samples;
    private final List<Double> seconds;
    private final double step;

    /** Of runs and their samples; those of a run may be none. */
    CompareCharts(List<StoredRun> runs, List<SampleSeries> samples) {
        this.runs = List.copyOf(runs);
        this.samples = List.copyOf(samples);
        double last =
                samples.stream()
                        .filter(series -> !series.isEmpty())
                        .mapToDouble(SampleSeries::lastSecond)
                        .max()
                        .orElse(0);
        int points = Math.min(ThinnedSamples.MOST_POINTS, Math.max(2, MOST_VALUES / runs.size()));
        this.step = Math.max(1, Math.ceil(last / points));
        this.seconds =
                DoubleStream.iterate(step, second -> second <= last, second -> second + step)
                        .boxed()
                        .toList();
    }

    /** Each run's throughput, as a mean over time in which its bursts cancel out. */
    Chart throughput() {
        return chart(
                "records/s",
                run -> {
                    SampleSeries series = samples.get(run);
                    double half = smoothingSeconds(run) / 2;
                    return second ->
                            second - half < series.second(0) || second + half > series.lastSecond()
                                    ? null
                                    : series.processedPerSecond(second - half, second + half);
                });
    }

    /** Each run's records between source and work, all channels together. */
    Chart inFlight() {
        return chart(
                "records",
                run -> {
                    SampleSeries series = samples.get(run);
                    return second ->
                            second < series.second(0) || second > series.lastSecond()
                                    ? null
                                    : Math.max(0, series.inFlightAt(second));
                });
    }

    private interface Curves {
        /** That of a run, by second; null where it is not known. */
        DoubleFunction<Double> of(int run);
    }

    private Chart chart(String unit, Curves curves) {
        return new Chart(
                unit,
                step,
                seconds,
                IntStream.range(0, runs.size())
                        .mapToObj(
                                run ->
                                        new Chart.Series(
                                                name(run),
                                                style(run),
                                                run < STYLES,
                                                values(run, curves)))
                        .toList());
    }

    private List<Double> values(int run, Curves curves) {
        List<Double> values = new ArrayList<>();
        for (Double second : seconds) {
            Double value = samples.get(run).isEmpty() ? null : curves.of(run).apply(second);
            values.add(value == null ? null : Double.valueOf(Math.round(100 * value) / 100.0));
        }
        return values;
    }

    /** The windows of the runs, in their order. */
    List<Band> bands() {
        return IntStream.range(0, runs.size())
                .mapToObj(run -> Band.of(runs.get(run).result().throughput(), style(run)))
                .toList();
    }

    String captionOfThroughput() {
        String periods =
                IntStream.range(0, runs.size())
                        .mapToObj(run -> Html.format("%.0f", smoothingSeconds(run)))
                        .distinct()
                        .collect(Collectors.joining(", "));
        return Html.format(
                "A point every %.0f s; each is the mean of %s s, a period of the run’s bursts. Bands: the measured windows, as high as the 95 %% intervals.",
                step, periods);
    }

    private double smoothingSeconds(int run) {
        return RunCharts.smoothingSeconds(runs.get(run).result(), samples.get(run));
    }

    private String name(int run) {
        return CompareTables.letter(run) + " " + CompareTables.name(runs, run);
    }

    private static String style(int run) {
        return "channel" + run % STYLES;
    }
}
