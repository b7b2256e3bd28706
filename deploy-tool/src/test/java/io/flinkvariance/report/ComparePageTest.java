package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunComparison;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparePageTest {
    private static final int ONE_MEGABYTE = 1_000_000;

    @TempDir private Path folder;

    private static RunResult result(double perSecond, double ci95, String partitioner) {
        return Results.of(
                "constant-straggler",
                Map.of("stream.partitioner", partitioner),
                new RunResult.Throughput(perSecond, ci95, 60, 30, 12, 20, null, null),
                List.of(),
                null);
    }

    private StoredRun stored(String name, RunResult result) throws Exception {
        return StoredRunOf.trace(folder.resolve(name), result, Traces.SMALL_CONSTANT);
    }

    private List<StoredRun> differing() throws Exception {
        return List.of(
                stored("one", result(80, 0.4, "rebalance")),
                stored("other", result(440, 3, "least-backlog")));
    }

    private static String figure(String id, double value) {
        return "<data id=\"%s\" value=\"%s\">".formatted(id, value);
    }

    @Test
    void hasTheFiguresOfTheTestAndItsSentence() throws Exception {
        List<StoredRun> runs = differing();
        Comparison comparison = RunComparison.of(runs).get(0);

        assertThat(ComparePage.of(runs))
                .contains(
                        figure("run-0-rate", 80.0),
                        figure("run-0-rate-ci95", 0.4),
                        figure("run-1-rate", 440.0),
                        figure("run-1-difference", comparison.difference()),
                        figure("run-1-difference-ci95", comparison.differenceCi95()),
                        figure("run-1-ratio", comparison.ratio()),
                        figure("run-1-ratio-ci95", comparison.ratioCi95()),
                        figure("run-1-freedom", comparison.degreesOfFreedom()),
                        figure("run-1-p", comparison.pValue()) + "&lt; 0.001</data>",
                        "A and B differ, p &lt; 0.001",
                        "least-backlog did 5.50 ± 0.05 times what rebalance did.",
                        "<b>B</b> constant-straggler, least-backlog");
    }

    @Test
    void drawsTheCurvesOfAllRunsAndTheirWindows() throws Exception {
        assertThat(ComparePage.of(differing()).replaceAll("\\s", ""))
                .contains(
                        "\"name\":\"Aconstant-straggler,rebalance\",\"style\":\"channel0\",\"shown\":true",
                        "\"name\":\"Bconstant-straggler,least-backlog\",\"style\":\"channel1\",\"shown\":true",
                        "\"bands\":[{\"from\":30.0,\"to\":90.0,\"low\":79.6,\"high\":80.4,\"style\":\"channel0\"}");
    }

    @Test
    void hasTheTablesBehindItsCharts() throws Exception {
        assertThat(ComparePage.of(differing()))
                .contains(
                        "aria-label=\"Throughput over time, all runs, as a table\"",
                        "aria-label=\"Records in flight, all runs, as a table\"",
                        "aria-label=\"The test, as a table\"",
                        "<th scope=\"col\">B constant-straggler, least-backlog</th>");
    }

    @Test
    void saysWhatWasNotTheSame() throws Exception {
        assertThat(ComparePage.of(differing()))
                .contains("<h3>other</h3>", "stream.partitioner: rebalance against least-backlog");
        StoredRun run = stored("same", result(80.4, 0.4, "rebalance"));
        assertThat(ComparePage.of(List.of(stored("one", result(80, 0.4, "rebalance")), run)))
                .contains(
                        "A and B: no difference seen, p = 0.1",
                        "same and one do not differ, as far as these runs tell: +0.5 % ± 0.7 %.",
                        "Scenario, settings, buffers, machine and versions were the same");
    }

    @Test
    void marksInTheEffectWhereRunsAreEqual() throws Exception {
        assertThat(ComparePage.of(differing()))
                .containsOnlyOnce("<span class=\"equal\"")
                .contains("aria-label=\"other: 5.500 ± 0.046 times one\"");
    }

    @Test
    void isAPageWithoutSamplesAndSaysWhichAreBroken() throws Exception {
        StoredRun broken =
                StoredRunOf.lines(folder.resolve("b"), result(81, 0.4, "rebalance"), "second,proc");
        StoredRun none =
                StoredRunOf.lines(
                        folder.resolve("n"),
                        result(81, 0.4, "rebalance"),
                        "second,processed,emitted,processed_0\n");

        assertThat(ComparePage.of(List.of(none, broken)))
                .contains("The samples of b cannot be read: ", "Fewer than two samples");
        assertThat(ComparePage.of(List.of(broken, stored("whole", result(80, 0.4, "rebalance")))))
                .contains("data-chart=\"throughput\"");
    }

    @Test
    void showsNamesThatLookLikeMarkupAsText() throws Exception {
        assertThat(
                        ComparePage.of(
                                List.of(
                                        stored("<script>alert(1)", result(80, 1, "rebalance")),
                                        stored("\"&'", result(80, 1, "rebalance")))))
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)", "&quot;&amp;&#39;");
    }

    /** A legend is text and no HTML, in which letters without a shape would turn others around. */
    @Test
    void hasNoNameInALegendThatCannotBeSeen() throws Exception {
        StoredRun run =
                StoredRunOf.lines(
                        folder.resolve("run"),
                        result(80, 1, "rebalance"),
                        Files.readString(Traces.file(Traces.SMALL_CONSTANT)));
        Path json = folder.resolve("run/run.json");
        Files.writeString(
                json,
                Files.readString(json)
                        .replace("\"constant-straggler\"", "\"gnp\\u202e.exe\\u001b[31m\""));
        StoredRun turned = StoredRun.read(folder.resolve("run"));

        assertThat(ComparePage.of(List.of(run, turned)))
                .contains("\"B gnp\\\\u202E.exe\\\\u001B[31m\"");
    }

    @Test
    void needsNoNetworkAndStaysSmallWithFiftyRuns() throws Exception {
        List<StoredRun> runs = new ArrayList<>();
        for (int run = 0; run < 50; run++) {
            runs.add(stored("run" + run, result(80 + 0.01 * run, 0.4, "rebalance")));
        }

        String page = ComparePage.of(runs);

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(ONE_MEGABYTE);
        assertThat(page)
                .contains("default-src 'none'", "The MIT License", "<b>AX</b>")
                .doesNotContain("src=\"", "@import", "url(", "{{");
    }
}
