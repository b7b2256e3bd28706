package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RescaleTableTest {
    private static final Rescaling WHOLE =
            new Rescaling(
                    4,
                    8,
                    125.34,
                    136.5,
                    null,
                    0.31,
                    5400L,
                    8192,
                    new Rescaling.Start(770.2, 44.6),
                    new Rescaling.Start(955.0, 43.1),
                    null);

    private static RunResult rescaled(Rescaling between) {
        RunPhase before = measured(Map.of(), 79.7).phase();
        return measured(Map.of("stream.parallelism", "8"), 159.4).rescaledFrom(before, between);
    }

    private static RunResult measured(Map<String, String> overrides, double mean) {
        return Results.measured("constant-straggler", overrides, mean, 0.5);
    }

    @Test
    void hasWhatARescaleCostAndBroughtBesideTheForecast() {
        assertThat(RescaleTable.of(rescaled(WHOLE)).lines().map(String::strip))
                .containsExactly(
                        "rescaled, 4 → 8                    measured          forecast",
                        "─────────────────────────────────────────────────────────────",
                        "before, 4 subtasks             79.7 ± 0.5/s            79.8/s",
                        "savepoint                           125.3 s   at most 136.5 s",
                        "downtime                             0.31 s                 –",
                        "processed again                5400 records      at most 8192",
                        "while the new buffers fill   770/s for 45 s    955/s for 43 s",
                        "after, 8 subtasks             159.4 ± 0.5/s           159.7/s",
                        "8 subtasks do 2.00 times what 4 did. That the new job began with 770/s is no"
                                + " cure: it lasted until its buffers were full.");
    }

    @Test
    void setsNoBoundWhereNoQueueIsInTheWayOfASavepoint() {
        Rescaling between = new Rescaling(2, 4, 0.33, 0, null, 0.42, 12L, 0, null, null, null);

        assertThat(RescaleTable.of(rescaled(between)).lines().map(String::strip))
                .contains(
                        "savepoint                            0.3 s   no queue",
                        "processed again                 12 records   no queue");
    }

    private static RunResult ofATopic(Rescaling between, LagResult after) {
        RunResult before =
                Results.with(
                        measured(Map.of(), 79.7),
                        null,
                        new LagResult(
                                32.2, 31.9, 320.3, 320.2, 20_000L, 22_000L, null, 0, null, null,
                                null));
        RunResult second =
                Results.with(measured(Map.of("stream.parallelism", "8"), 159.4), null, after);
        return second.rescaledFrom(before.phase(), between);
    }

    @Test
    void hasWhatBecameOfTheLag() throws Exception {
        RunResult result =
                ofATopic(
                        new Rescaling(
                                4,
                                8,
                                125.3,
                                136.5,
                                null,
                                0.31,
                                5400L,
                                8192,
                                null,
                                null,
                                new Rescaling.LagBetween(20_000L, 70_300L, 54_600L)),
                        new LagResult(
                                null, null, 240.4, 240.6, 90_000L, 92_000L, null, 0, 70_300L, null,
                                null));

        assertThat(RescaleTable.of(result).lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsSequence(
                        "lag before 20000 records –",
                        "lag after the downtime 70300 records at most 54600 more",
                        "lag grows, before 320/s 320/s",
                        "lag grows, after 240/s 241/s",
                        "lag gone after – never")
                .contains(
                        "Before: The lag shows after 32 s (forecast 32 s), grows by 320 records/s"
                                + " (forecast 320).");
        assertThat(RunSchema.violations(ResultJson.text(result))).isEmpty();
    }

    /** The scenario of this result is offered 955 a second, and the job catches up by 200. */
    @Test
    void forecastsOfAJobThatCatchesUpWhatItsWorkCanDo() {
        RunResult result =
                ofATopic(
                        new Rescaling(
                                4,
                                8,
                                0.3,
                                0,
                                null,
                                0.31,
                                12L,
                                0,
                                null,
                                null,
                                new Rescaling.LagBetween(20_000L, 20_500L, null)),
                        new LagResult(
                                null, null, -198.2, -200.0, 9000L, 9100L, null, 0, 20_500L, null,
                                102.4));
        double offered = result.phase().load().offeredPerSecond();

        assertThat(RescaleTable.of(result).lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        String.format(
                                Locale.ROOT,
                                "after, 8 subtasks 159.4 ± 0.5/s %.1f/s",
                                offered + 200),
                        "lag after the downtime 20500 records no queue",
                        "lag grows, after -198/s -200/s",
                        "lag gone after – 102 s");
    }

    @Test
    void hasNoLagAfterADowntimeThatThereWasNot() {
        RunResult result =
                ofATopic(
                        new Rescaling(
                                4,
                                8,
                                600.8,
                                2366,
                                "Checkpoint expired",
                                null,
                                null,
                                8192,
                                null,
                                null,
                                new Rescaling.LagBetween(20_000L, null, 946_400L)),
                        new LagResult(
                                32.2, 31.9, 320.3, 320.2, 20_000L, 22_000L, null, 0, null, null,
                                null));

        assertThat(RescaleTable.of(result))
                .contains("lag before")
                .doesNotContain("after the downtime")
                .doesNotContain("gone after");
    }

    @Test
    void saysWhyASavepointFailed() {
        RunResult result =
                rescaled(
                        new Rescaling(
                                4,
                                8,
                                600.8,
                                2366,
                                "Checkpoint expired",
                                null,
                                null,
                                8192,
                                null,
                                null,
                                null));

        assertThat(RescaleTable.of(result))
                .contains("failed after 600.8 s")
                .contains(
                        "The savepoint failed, and the first job was measured on: Checkpoint expired")
                .doesNotContain("downtime");
        assertThat(result.isSuccess()).isFalse();
        assertThat(rescaled(WHOLE).isSuccess()).isTrue();
    }

    @Test
    void isPartOfTheResultAndOfItsFile() throws Exception {
        RunResult result = rescaled(WHOLE);
        String json = ResultJson.text(result);

        assertThat(ResultTable.of(result)).contains(RescaleTable.of(result));
        assertThat(RunSchema.violations(json)).isEmpty();
        assertThat(result.phases()).extracting(RunPhase::parallelism).isEqualTo(List.of(4, 8));
    }
}
