package io.flinkvariance.smackdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.result.DocumentedSchema;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.series.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmackdownPageTest {
    private static final DocumentedSchema SCHEMA = new DocumentedSchema("smackdown");

    @TempDir private Path folder;

    /** One that was run on a machine of two processors. */
    static Smackdown measured() throws Exception {
        return ResultJson.read(
                Path.of(SmackdownPageTest.class.getResource("measured.json").toURI()),
                Smackdown.class);
    }

    private static Smackdown planned() {
        return Smackdown.of(
                Instant.EPOCH,
                "1.0",
                List.of("minimal-variance", "<script>alert(1)</script>"),
                Set.of("rebalance"),
                1,
                new Random(1));
    }

    private static String page(Smackdown smackdown) {
        return SmackdownPage.of(smackdown, new PublishedFigures(KitHome.locate()));
    }

    @Test
    void saysInASentenceWhatTheStragglerThatCostsMostLeaves() throws Exception {
        assertThat(page(measured()))
                .contains(
                        "<strong>14.2 ± 0.2 %</strong> of the throughput without a straggler is"
                                + " what constant-straggler leaves with rebalance; forecast: 14.2 %; if"
                                + " no subtask waited: 78.5 %.",
                        "4 of 4 runs measured", ">2026-11-27 01:21:09 UTC<");
    }

    @Test
    void hasTheStandingsBesideWhatWasPublished() throws Exception {
        Smackdown smackdown = measured();

        assertThat(page(smackdown))
                .contains(
                        "<data id=\"bad-straggler-rebalance-rate\""
                                + " value=\"243.3192042325423\">243.3</data>",
                        "aria-label=\"bad-straggler with rebalance: 43.6 ± 0.8 % of the throughput"
                                + " without a straggler\"",
                        "85 / 90–95 / 99.5",
                        "Storm 2.0, published",
                        "owenrh, &quot;Stream Processing Backpressure Smackdown&quot;, 14 October"
                                + " 2019",
                        "href=\"results/20261127T012203Z-bad-straggler-embedded/report.html\"");
        for (Standing standing : smackdown.standings()) {
            assertThat(page(smackdown))
                    .contains(
                            "id=\"%s-rebalance-percent\" value=\"%s\""
                                    .formatted(standing.scenario(), 100 * standing.share()));
        }
    }

    @Test
    void isAPageBeforeAnythingIsMeasuredAndWhateverNamesHold() {
        assertThat(page(planned()))
                .contains("0 of 2 runs measured", "Nothing is measured yet", "not run yet")
                .doesNotContain("<script");
    }

    @Test
    void showsNamesThatLookLikeMarkupAsTextWhenTheyAreMeasured() throws Exception {
        Smackdown measured = measured();
        Trial trial = measured.trials().get(0);
        Outcome hostile =
                new Outcome(
                        "\"><script>",
                        trial.outcome().mean(),
                        trial.outcome().ci95(),
                        null,
                        null,
                        null,
                        null);
        List<Trial> trials = new ArrayList<>(measured.trials());
        trials.set(0, new Trial("\"><script>alert(1)</script>", "'<b>", 1, hostile));

        assertThat(
                        page(
                                new Smackdown(
                                        measured.formatVersion(),
                                        measured.startedAt(),
                                        measured.kitVersion(),
                                        measured.flink(),
                                        trials)))
                .doesNotContain("<script", "<b>")
                .contains(
                        "id=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;-&#39;&lt;b&gt;-rate\"");
    }

    @Test
    void liesInTheFolderOfTheSmackdown() throws Exception {
        Path page = SmackdownPage.write(folder, measured(), new PublishedFigures(KitHome.locate()));

        assertThat(page).isEqualTo(folder.resolve("report.html"));
        assertThat(Files.readString(page)).doesNotContain("{{").contains("bad-straggler");
    }

    @Test
    void followsItsSchemaMeasuredOrNot() throws Exception {
        assertThat(SCHEMA.violations(ResultJson.text(measured()))).isEmpty();
        assertThat(SCHEMA.violations(ResultJson.text(planned()))).isEmpty();
        assertThat(SCHEMA.violations(ResultJson.text(measured()).replace("\"seed\"", "\"reed\"")))
                .isNotEmpty();
    }
}
