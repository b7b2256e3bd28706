package io.flinkvariance.report;

import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page of a run: one text of HTML that needs nothing else. */
public final class ReportPage {
    private ReportPage() {}

    /** Makes it; what is wrong with the samples is said on the page. */
    public static String of(StoredRun run) {
        StoredSamples stored = StoredSamples.of(run);
        SampleSeries samples = stored.series();
        RunResult result = run.result();
        Chart throughput = RunCharts.throughput(result, samples);
        Chart inFlight = RunCharts.inFlight(result, samples);
        Chart lag = LagCharts.of(samples.isEmpty() ? LagSeries.NONE : lag(run));
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "head",
                PageHead.of(Html.text(result.scenario() + " on " + result.cluster().target()), ""));
        parts.put("scenario", Html.text(result.scenario()));
        parts.put("target", Html.text(result.cluster().target()));
        parts.put("startedAt", Html.text(result.startedAt()));
        parts.put("started", Html.text(Html.time(result.startedAt())));
        parts.put("name", Html.text(run.name()));
        parts.put("verdict", VerdictSection.of(result));
        parts.put("samplesNote", stored.paragraph(""));
        parts.put(
                "throughputChart",
                ChartSection.of("throughput", "Throughput over time", throughput));
        parts.put("marks", marks(result));
        parts.put("comparison", FiguresSection.comparison(result));
        parts.put("load", FiguresSection.load(result));
        parts.put("subtasks", SubtasksSection.of(result));
        parts.put("latency", LatencySection.of(result.phase().latency()));
        parts.put(
                "inFlightChart",
                ChartSection.of("inFlight", "Records in flight per channel", inFlight));
        parts.put("channelsNote", channelsNote(result, inFlight));
        parts.put("lagSection", LagCharts.section(lag));
        parts.put("crossCheck", CrossCheckSection.of(result.crossCheck()));
        parts.put("environment", EnvironmentSection.of(run));
        parts.put("licence", Html.text(WebAssets.uplot("LICENSE")));
        parts.put("library", WebAssets.uplot("dist/uPlot.iife.min.js"));
        parts.put("script", WebAssets.own("report.js"));
        parts.put("data", Html.json(ResultJson.text(data(result, throughput, inFlight, lag))));
        return Template.filled(WebAssets.own("report.html"), parts);
    }

    private static LagSeries lag(StoredRun run) {
        try {
            return run.lag();
        } catch (IOException goneSince) {
            return LagSeries.NONE;
        }
    }

    /** What the script draws. */
    private static Map<String, Object> data(
            RunResult result, Chart throughput, Chart inFlight, Chart lag) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("throughput", throughput);
        data.put("inFlight", inFlight);
        if (!lag.isEmpty()) {
            data.put("lag", lag);
        }
        data.put("window", result.throughput());
        data.put("collapseSecond", collapseSecond(result));
        return data;
    }

    /** When the forecast has the throughput fall; null if never. */
    private static Double collapseSecond(RunResult result) {
        RunResult.Model model = result.model();
        boolean falls =
                model.expectedPerSecond() != null
                        && model.workConservingPerSecond() != null
                        && model.expectedPerSecond() < 0.99 * model.workConservingPerSecond();
        return falls ? model.secondsUntilBackpressure() : null;
    }

    private static String marks(RunResult result) {
        StringBuilder marks = new StringBuilder();
        if (result.throughput() == null) {
            marks.append(
                    "<li><i class=\"key transient\"></i>no steady state: all of it is a transient</li>");
        } else {
            marks.append("<li><i class=\"key transient\"></i>transient, left out</li>")
                    .append("<li><i class=\"key window\"></i>measured window</li>")
                    .append("<li><i class=\"key interval\"></i>mean with its 95 % interval</li>");
        }
        if (collapseSecond(result) != null) {
            marks.append("<li><i class=\"key collapse\"></i>")
                    .append(
                            Html.text(
                                    Html.format(
                                            "forecast: buffers full after %.0f s",
                                            collapseSecond(result))))
                    .append("</li>");
        }
        return marks.toString();
    }

    private static String channelsNote(RunResult result, Chart inFlight) {
        return inFlight.series().size() < result.subtasks().size()
                        && inFlight.series().size() == RunCharts.MOST_CHANNELS
                ? "<p>Of %d channels the %d with most records in flight are drawn.</p>\n"
                        .formatted(result.subtasks().size(), RunCharts.MOST_CHANNELS)
                : "";
    }
}
