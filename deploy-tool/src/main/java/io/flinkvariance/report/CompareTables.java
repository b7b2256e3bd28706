package io.flinkvariance.report;

import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.util.List;

/** What was compared, and what the test says, as tables. */
final class CompareTables {
    private static final int LETTERS = 26;
    private static final double LEAST_TOLD = 0.001;

    private CompareTables() {}

    /** What a run is called on the page: A is the baseline, B the first that is compared. */
    static String letter(int run) {
        String last = Character.toString('A' + run % LETTERS);
        return run < LETTERS ? last : letter(run / LETTERS - 1) + last;
    }

    /** With its sign: what is less than can be told is said to be. */
    static String pValue(Comparison comparison) {
        return comparison.pValue() < LEAST_TOLD
                ? "< 0.001"
                : Html.format("= %.3f", comparison.pValue());
    }

    /** Throughputs, differences, ratios and p; each figure has an id. */
    static String test(List<Comparison> comparisons, List<StoredRun> runs) {
        StringBuilder html =
                new StringBuilder(
                        Html.head(
                                "run",
                                "records/s",
                                "difference",
                                "times A",
                                "degrees of freedom",
                                "p"));
        RunResult.Throughput baseline = runs.get(0).result().throughput();
        html.append("<tbody>\n").append(Html.row(head(runs, 0), rate(0, baseline), "", "", "", ""));
        for (int run = 1; run <= comparisons.size(); run++) {
            Comparison comparison = comparisons.get(run - 1);
            String id = "run-" + run;
            html.append(
                    Html.row(
                            head(runs, run),
                            rate(run, runs.get(run).result().throughput()),
                            estimate(
                                    id + "-difference",
                                    comparison.difference(),
                                    "%+.1f",
                                    comparison.differenceCi95(),
                                    "%.1f"),
                            estimate(
                                    id + "-ratio",
                                    comparison.ratio(),
                                    "%.3f",
                                    comparison.ratioCi95(),
                                    "%.3f"),
                            Html.figure(id + "-freedom", comparison.degreesOfFreedom(), "%.1f"),
                            Html.figure(
                                    id + "-p",
                                    comparison.pValue(),
                                    comparison.pValue() < LEAST_TOLD ? "< 0.001" : "%.3f")));
        }
        return html.append("</tbody>\n").toString();
    }

    private static String head(List<StoredRun> runs, int run) {
        return "<b>" + letter(run) + "</b> " + Html.text(name(runs, run));
    }

    /** Short, as legends are narrow: the letter tells runs apart. */
    static String name(List<StoredRun> runs, int run) {
        RunResult result = runs.get(run).result();
        boolean routersDiffer =
                runs.stream().map(other -> other.result().partitioner()).distinct().count() > 1;
        return result.scenario() + (routersDiffer ? ", " + result.partitioner() : "");
    }

    private static String rate(int run, RunResult.Throughput measured) {
        return estimate("run-" + run + "-rate", measured.mean(), "%.1f", measured.ci95(), "%.1f");
    }

    private static String estimate(
            String id, double value, String format, double halfWidth, String halfFormat) {
        return Html.figure(id, value, format)
                + "\u00a0<span class=\"pm\">± "
                + Html.figure(id + "-ci95", halfWidth, halfFormat)
                + "</span>";
    }

    /** What the runs were. */
    static String runs(List<StoredRun> runs) {
        StringBuilder html =
                new StringBuilder(
                        Html.head(
                                "run", "folder", "router", "began", "window", "batches", "Flink",
                                "kit"));
        html.append("<tbody>\n");
        for (int run = 0; run < runs.size(); run++) {
            RunResult result = runs.get(run).result();
            RunResult.Throughput measured = result.throughput();
            html.append(
                    Html.row(
                            "<b>" + letter(run) + "</b>",
                            "<code>" + Html.text(runs.get(run).name()) + "</code>",
                            Html.text(result.partitioner()),
                            Html.text(Html.time(result.startedAt())),
                            Html.format(
                                    "%.0f s from %.0f",
                                    measured.windowSeconds(), measured.windowFromSecond()),
                            Html.text(measured.batches()),
                            Html.text(result.cluster().flinkVersion()),
                            Html.text(
                                    result.tool().commit() == null
                                            ? result.tool().version()
                                            : result.tool().commit())));
        }
        return html.append("</tbody>\n").toString();
    }
}
