package io.flinkvariance.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.result.DocumentedSchema;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.series.OneFlink;
import io.flinkvariance.series.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesPageTest {
    private static final DocumentedSchema SCHEMA = new DocumentedSchema("remedies");
    private static final String SCENARIO = "constant-straggler";

    @TempDir private Path folder;

    /** Of which one was measured, one had no room, and the others were not tried yet. */
    static Remedies measured() {
        return planned()
                .on(new OneFlink("embedded", "1.8.1", "17", 1, BufferSettings.SMALL))
                .with(
                        0,
                        trial(0, 77.8, 0.8, 79.8)
                                .compared(1, 0)
                                .with(new TrialLatency(21_400, 93_210, true)))
                .with(
                        1,
                        trial(1, 382.1, 7.5, 440.8)
                                .compared(4.91, 0.11)
                                .with(new TrialLatency(8.5, 912, false)))
                .with(
                        3,
                        planned()
                                .trials()
                                .get(3)
                                .with(
                                        new Outcome(
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                "8 slots, 4 are free")));
    }

    private static Remedies planned() {
        return Remedies.of(
                SCENARIO,
                Instant.EPOCH,
                "1.0",
                Remedy.of(Scenarios.of(SCENARIO), Optional.empty()));
    }

    private static Trial trial(int index, double mean, double ci95, double forecast) {
        return planned()
                .trials()
                .get(index)
                .with(new Outcome("run-" + index, mean, ci95, mean, forecast, 443.2, null));
    }

    @Test
    void saysInASentenceWhichRemedyBringsMostAndWhatItDoesToLatency() {
        assertThat(RemediesPage.of(measured()))
                .contains(
                        "<strong>4.91 ± 0.11 times</strong> the throughput of the scenario as it"
                                + " is: least-backlog. Of 100 records 99 take up to 912 ms, and 93.2 s"
                                + " as it is. A longer run may show more of the scenario as it is,"
                                + " where most records of some subtask were emitted before the window,"
                                + " when queues may have been shorter.</p>",
                        "2 of 13 runs measured",
                        "<title>Remedies for constant-straggler</title>");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 999.4, '912 ms, and 999 ms as it is.</p>'",
        "true, false, 1000, '912 ms, and 1.0 s as it is. A longer run may show more with"
                + " least-backlog, where '",
        "true, true, 29573, '912 ms, and 29.6 s as it is. A longer run may show more of both, where"
                + " '"
    })
    void saysWhichLatencyALongerRunMayShowMoreOf(
            boolean ofCure, boolean asItIs, double p99, String told) {
        Remedies remedies =
                measured()
                        .with(0, latency(0, p99, asItIs).compared(1, 0))
                        .with(1, latency(1, 912, ofCure).compared(4.91, 0.11));

        assertThat(RemediesPage.of(remedies)).contains("Of 100 records 99 take up to " + told);
    }

    private static Trial latency(int index, double p99, boolean ofBefore) {
        return trial(index, 100, 1, 100).with(new TrialLatency(8.5, p99, ofBefore));
    }

    @Test
    void saysSoWhereNoneDoesMore() {
        Remedies equals = measured().with(1, trial(1, 77.9, 0.9, 79.8).compared(1.01, 0.02));

        assertThat(RemediesPage.of(equals))
                .contains("As far as these runs tell, none does more than the scenario as it is.");
    }

    @Test
    void saysNothingOfOthersBeforeOneIsMeasured() {
        Remedies alone = measured().with(1, planned().trials().get(1));

        assertThat(RemediesPage.of(alone))
                .contains("Nothing is measured yet beside the scenario as it is.")
                .doesNotContain("none does more");
    }

    @Test
    void hasTheFiguresOfBothChartsInTablesAndASentenceARowForThoseWhoDoNotSee() {
        assertThat(RemediesPage.of(measured()))
                .contains(
                        "<a href=\"results/run-1/report.html\">least-backlog</a>",
                        "<data id=\"least-backlog-rate\" value=\"382.1\">382.1</data>",
                        "<data id=\"least-backlog-times\" value=\"4.91\">4.91</data>",
                        "<data id=\"least-backlog-p50\" value=\"8.5\">8.50</data>",
                        "<data id=\"as-it-is-p99\" value=\"93210.0\">93210</data>*",
                        "* most records of some subtask were emitted before the window",
                        "aria-label=\"least-backlog: 382.1 ± 7.5 records/s\"",
                        "aria-label=\"least-backlog: p50 8.50 ms, p99 912 ms\"",
                        "aria-label=\"8 subtasks: not measured\"",
                        "Not measured: 8 slots, 4 are free",
                        "Not measured: not run yet",
                        "<a href=\"compare.html\">");
    }

    @Test
    void isAPageBeforeAnythingIsMeasured() {
        assertThat(RemediesPage.of(planned()))
                .contains(
                        "0 of 13 runs measured",
                        "The scenario as it is has no result yet that the others could be compared"
                                + " with.",
                        "No latency was measured.")
                .doesNotContain("compare.html", "{{", "null");
    }

    @Test
    void runsNoScriptAndShowsWhatLooksLikeMarkupAsText() {
        Remedies hostile =
                new Remedies(
                        1,
                        "<script>alert(1)</script>",
                        "then",
                        "<b>",
                        measured().flink(),
                        List.of(
                                Trial.planned(
                                        Remedy.inScenario(
                                                "\"><script>", Map.of(), "<img src=x>"))));

        assertThat(RemediesPage.of(hostile))
                .contains("Content-Security-Policy", "&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script", "<b>", "<img", "script-src");
    }

    @Test
    void liesInTheFolderOfTheRemedies() {
        Path page = RemediesPage.write(folder, measured());

        assertThat(page).isEqualTo(folder.resolve("report.html"));
        assertThat(page).content().doesNotContain("{{");
    }

    @Test
    void isMadeOfAFileThatFollowsItsSchemaAndOfOneThatKnewNoLatency() throws Exception {
        String json = ResultJson.text(measured());
        assertThat(SCHEMA.violations(json)).isEmpty();
        assertThat(SCHEMA.violations(json.replace("\"p99\"", "\"p98\""))).isNotEmpty();
        Path before =
                Files.writeString(
                        folder.resolve("remedies.json"),
                        json.replaceAll("\"latency\" : (null|\\{[^}]*\\}),?", "")
                                .replaceAll(",\\s*}", "}"));

        assertThat(RemediesPage.of(ResultJson.read(before, Remedies.class)))
                .contains("4.91 ± 0.11", "No latency was measured.");
    }
}
