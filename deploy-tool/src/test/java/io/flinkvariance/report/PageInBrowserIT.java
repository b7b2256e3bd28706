package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.LatencyResult;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunComparison;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as a browser has them once their scripts ran; skipped where there is no Chromium. */
class PageInBrowserIT {
    private static final Pattern FIGURE =
            Pattern.compile("<data id=\"([^\"]+)\" value=\"([^\"]+)\"");

    @TempDir private Path folder;
    private Chromium browser;

    @BeforeEach
    void findChromium() {
        browser = Chromium.orSkip(folder);
    }

    private static Map<String, Double> figures(String html) {
        Map<String, Double> figures = new HashMap<>();
        for (Matcher figure = FIGURE.matcher(html); figure.find(); ) {
            figures.put(figure.group(1), Double.valueOf(figure.group(2)));
        }
        return figures;
    }

    @Test
    void showsTheFiguresOfTheResultAndDrawsItsCurvesWithoutAMessage() throws Exception {
        StoredRun run =
                StoredRunOf.trace(
                        folder.resolve("run"), Results.constantStraggler(), Traces.SMALL_CONSTANT);

        Chromium.Rendered page = browser.rendered(ReportFile.write(run));

        RunResult result = run.result();
        assertThat(figures(page.html()))
                .containsEntry("throughput", result.throughput().mean())
                .containsEntry("measured-ci95", result.throughput().ci95())
                .containsEntry("explained", result.throughput().explainedPerSecond())
                .containsEntry("forecast", result.model().expectedPerSecond())
                .containsEntry("ceiling", result.model().workConservingPerSecond())
                .containsEntry("offered", result.phase().load().offeredPerSecond())
                .containsEntry("accepted", result.phase().load().acceptedPerSecond())
                .containsEntry("capacity", result.phase().load().capacityPerSecond());
        for (RunResult.Subtask subtask : result.subtasks()) {
            assertThat(figures(page.html()))
                    .containsEntry("subtask-" + subtask.index() + "-rate", subtask.perSecond())
                    .containsEntry("subtask-" + subtask.index() + "-capacity", subtask.capacity());
        }
        assertThatChartsAreDrawn(2, page);
    }

    @Test
    void showsAThousandSubtasksOnHostsWithTheNamesOfAStranger() throws Exception {
        String name = "</script><!--\u2028\u202e\"'><img src=x onerror=\"console.log(1)\">";
        List<RunResult.Subtask> subtasks =
                IntStream.range(0, 1000)
                        .mapToObj(
                                index ->
                                        new RunResult.Subtask(
                                                index, name, 20 + index / 7.0, 7.1, 0.14))
                        .toList();
        RunResult.Throughput measured =
                new RunResult.Throughput(20_000, 4, 50, 27, 3, null, null, 79.81);
        StoredRun run =
                StoredRunOf.trace(
                        folder.resolve("run"),
                        Results.of("constant-straggler", Map.of(), measured, subtasks, 17),
                        Traces.SMALL_CONSTANT);

        Chromium.Rendered page = browser.rendered(ReportFile.write(run));

        Map<String, Double> figures = figures(page.html());
        assertThat(subtasks)
                .allSatisfy(
                        subtask ->
                                assertThat(figures)
                                        .containsEntry(
                                                "subtask-" + subtask.index() + "-rate",
                                                subtask.perSecond()));
        assertThat(page.html()).doesNotContain("<img", "<!--", "\u2028", "\u202e");
        assertThatChartsAreDrawn(2, page);
    }

    @Test
    void showsWhatARunSaysOfItsLatencyAndDrawsItsLag() throws Exception {
        StoredRun run = StoredRunOf.lagAndLatency(folder.resolve("run"));

        Chromium.Rendered page = browser.rendered(ReportFile.write(run));

        LatencyResult latency = run.result().phase().latency();
        assertThat(figures(page.html()))
                .containsEntry("latency-emission-p50", latency.fromEmission().p50())
                .containsEntry("latency-schedule-p999", latency.fromSchedule().p999())
                .containsEntry(
                        "subtask-1-latency-emission-p99",
                        latency.subtasks().get(1).fromEmission().p99())
                .doesNotContainKey("subtask-3-latency-emission-p99");
        assertThatChartsAreDrawn(3, page);
    }

    @Test
    void showsTheFiguresOfAComparisonAndDrawsItsCurvesWithoutAMessage() throws Exception {
        List<StoredRun> runs =
                List.of(
                        StoredRunOf.trace(
                                folder.resolve("one"),
                                Results.constantStraggler(),
                                Traces.SMALL_CONSTANT),
                        StoredRunOf.trace(
                                folder.resolve("other"),
                                Results.measured("constant-straggler", Map.of(), 81.5, 0.5),
                                Traces.SMALL_CONSTANT));
        Path file = folder.resolve("compare.html");

        Chromium.Rendered page = browser.rendered(ReportFile.write(file, ComparePage.of(runs)));

        Comparison comparison = RunComparison.of(runs).get(0);
        assertThat(figures(page.html()))
                .containsEntry("run-0-rate", runs.get(0).result().throughput().mean())
                .containsEntry("run-0-rate-ci95", runs.get(0).result().throughput().ci95())
                .containsEntry("run-1-rate", runs.get(1).result().throughput().mean())
                .containsEntry("run-1-rate-ci95", runs.get(1).result().throughput().ci95())
                .containsEntry("run-1-difference", comparison.difference())
                .containsEntry("run-1-ratio", comparison.ratio())
                .containsEntry("run-1-ratio-ci95", comparison.ratioCi95())
                .containsEntry("run-1-p", comparison.pValue());
        assertThatChartsAreDrawn(2, page);
    }

    private static void assertThatChartsAreDrawn(int count, Chromium.Rendered page) {
        assertThat(page.html().split("<canvas", -1)).hasSize(1 + count);
        assertThat(page.messages()).noneMatch(line -> line.contains("CONSOLE"));
    }
}
