package io.flinkvariance.report;

import io.flinkvariance.host.ShellWords;
import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunComparison;
import io.flinkvariance.result.RunLabels;
import io.flinkvariance.result.StoredRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page of a comparison: runs over each other, and whether they differ. */
public final class ComparePage {
    private ComparePage() {}

    /**
     * Makes it; what is wrong with a run's samples is said on the page.
     *
     * @param runs the baseline, and the runs that are compared with it
     */
    public static String of(List<StoredRun> runs) {
        List<Comparison> comparisons = RunComparison.of(runs);
        List<StoredSamples> samples = runs.stream().map(StoredSamples::of).toList();
        CompareCharts charts =
                new CompareCharts(runs, samples.stream().map(StoredSamples::series).toList());
        Chart throughput = charts.throughput();
        Chart inFlight = charts.inFlight();
        Map<String, String> parts = new LinkedHashMap<>();
        String count = Integer.toString(runs.size());
        String baseline = Html.text(comparisons.get(0).baseline());
        parts.put(
                "head",
                PageHead.of(
                        "Comparison of %s runs with %s".formatted(count, baseline),
                        "\n" + WebAssets.own("compare.css")));
        parts.put("count", count);
        parts.put("baseline", baseline);
        parts.put("verdict", verdict(comparisons, RunLabels.of(runs)));
        parts.put("effects", EffectPlot.of(comparisons));
        parts.put("test", CompareTables.test(comparisons, runs));
        parts.put(
                "samplesNote",
                IntStream.range(0, runs.size())
                        .mapToObj(run -> samples.get(run).paragraph(" of " + runs.get(run).name()))
                        .collect(Collectors.joining()));
        parts.put(
                "throughputChart",
                ChartSection.of(
                        "throughput",
                        "Throughput over time, all runs",
                        throughput,
                        charts.captionOfThroughput()));
        parts.put(
                "inFlightChart",
                ChartSection.of("inFlight", "Records in flight, all runs", inFlight));
        parts.put("differences", differences(comparisons));
        parts.put("runs", CompareTables.runs(runs));
        parts.put("repeat", Html.text(repeat(runs)));
        parts.put("licence", Html.text(WebAssets.uplot("LICENSE")));
        parts.put("library", WebAssets.uplot("dist/uPlot.iife.min.js"));
        parts.put("script", WebAssets.own("report.js"));
        parts.put("data", Html.json(ResultJson.text(data(throughput, inFlight, charts))));
        return Template.filled(WebAssets.own("compare.html"), parts);
    }

    /** What the script draws. */
    private static Map<String, Object> data(
            Chart throughput, Chart inFlight, CompareCharts charts) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("throughput", throughput);
        data.put("inFlight", inFlight);
        data.put("bands", charts.bands());
        return data;
    }

    private static String verdict(List<Comparison> comparisons, RunLabels labels) {
        StringBuilder html = new StringBuilder();
        for (int run = 1; run <= comparisons.size(); run++) {
            Comparison comparison = comparisons.get(run - 1);
            html.append(
                    "<p class=\"badge %s\">%s, p %s</p>\n<p class=\"verdict\">%s</p>\n"
                            .formatted(
                                    comparison.differs() ? "bad" : "good",
                                    (comparison.differs()
                                                    ? "A and %s differ"
                                                    : "A and %s: no difference seen")
                                            .formatted(CompareTables.letter(run)),
                                    Html.text(CompareTables.pValue(comparison)),
                                    Html.text(
                                            RunComparison.sentence(
                                                    comparison, labels.of(run), labels.of(0)))));
        }
        return html.toString();
    }

    private static String differences(List<Comparison> comparisons) {
        if (comparisons.stream().allMatch(comparison -> comparison.warnings().isEmpty())) {
            return "<p>Scenario, settings, buffers, machine and versions were the same; seeds may differ.</p>\n";
        }
        StringBuilder html = new StringBuilder();
        for (Comparison comparison : comparisons) {
            if (comparison.warnings().isEmpty()) {
                continue;
            }
            html.append(
                    "<h3>%s</h3>\n<ul class=\"warnings\">\n"
                            .formatted(Html.text(comparison.run())));
            comparison
                    .warnings()
                    .forEach(warning -> html.append("<li>" + Html.text(warning) + "</li>\n"));
            html.append("</ul>\n");
        }
        return html.toString();
    }

    private static String repeat(List<StoredRun> runs) {
        return "bin/deploy-tool compare %s --html compare.html"
                .formatted(
                        runs.stream()
                                .map(run -> ShellWords.path(run.folder()))
                                .collect(Collectors.joining(" ")));
    }
}
