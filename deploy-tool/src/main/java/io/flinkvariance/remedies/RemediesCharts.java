package io.flinkvariance.remedies;

import io.flinkvariance.report.Html;
import io.flinkvariance.report.MarkChart;
import io.flinkvariance.report.Scale;
import io.flinkvariance.series.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The remedies on one scale of throughput, and on one of latency. */
final class RemediesCharts {
    /** No scale of powers goes on to nothing. */
    private static final double LEAST_MILLIS = 0.001;

    private RemediesCharts() {}

    /** In records per second. */
    static String throughput(List<Trial> trials) {
        double highest =
                trials.stream()
                        .map(Trial::outcome)
                        .flatMap(
                                outcome ->
                                        Stream.of(
                                                outcome.mean(),
                                                outcome.forecast(),
                                                outcome.ceiling()))
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0);
        MarkChart chart = new MarkChart(Scale.around(highest));
        return chart.of(trials.stream().map(trial -> throughput(trial, chart)).toList());
    }

    private static MarkChart.Row throughput(Trial trial, MarkChart chart) {
        Outcome outcome = trial.outcome();
        if (!outcome.isMeasured()) {
            return notMeasured(trial);
        }
        return row(
                trial,
                Html.format("%.1f ± %.1f records/s", outcome.mean(), outcome.ci95()),
                chart.span("bar", 0, outcome.mean())
                        + chart.span(
                                "ci",
                                outcome.mean() - outcome.ci95(),
                                outcome.mean() + outcome.ci95())
                        + chart.sign("forecast", outcome.forecast())
                        + chart.sign("ceiling", outcome.ceiling()));
    }

    /** In milliseconds; empty where none was measured. */
    static String latency(List<Trial> trials) {
        double[] millis =
                trials.stream()
                        .map(Trial::latency)
                        .filter(Objects::nonNull)
                        .flatMapToDouble(latency -> DoubleStream.of(latency.p50(), latency.p99()))
                        .map(figure -> Math.max(LEAST_MILLIS, figure))
                        .sorted()
                        .toArray();
        if (millis.length == 0) {
            return "<p class=\"nothing\">No latency was measured.</p>\n";
        }
        MarkChart chart = new MarkChart(Scale.ofMillis(millis[0], millis[millis.length - 1]));
        return chart.of(trials.stream().map(trial -> latency(trial, chart)).toList());
    }

    private static MarkChart.Row latency(Trial trial, MarkChart chart) {
        TrialLatency latency = trial.latency();
        if (latency == null) {
            return notMeasured(trial);
        }
        double p50 = Math.max(LEAST_MILLIS, latency.p50());
        double p99 = Math.max(LEAST_MILLIS, latency.p99());
        return row(
                trial,
                "p50 " + TrialLatency.text(p50) + ", p99 " + TrialLatency.text(p99),
                chart.span("spread", p50, p99) + chart.sign("p50", p50) + chart.sign("p99", p99));
    }

    private static MarkChart.Row notMeasured(Trial trial) {
        return row(trial, "not measured", "");
    }

    private static MarkChart.Row row(Trial trial, String figures, String marks) {
        String name = trial.remedy().name();
        return new MarkChart.Row(name, figures, name + ": " + figures, marks);
    }
}
