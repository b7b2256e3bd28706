package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagTextTest {
    @Test
    void tellsWhenItShowsAndHowFastItGrowsBesideTheForecast() {
        assertThat(
                        LagText.of(
                                new LagResult(
                                        34.2, 33.9, 310.4, 320.1, 15_000L, 17_700L, 14_800L, 0,
                                        null, null, null)))
                .isEqualTo(
                        """
                        The lag shows after 34 s (forecast 34 s), grows by 310 records/s (forecast 320).
                        At the end: lag 15000 (end offsets less what Flink read), unprocessed 17700, committed lag 14800 (what Kafka's own tools show).
                        """);
    }

    private static String behind(Double growth, Double forecast, Double gone, Double forecastGone) {
        return LagText.course(
                new LagResult(
                        null,
                        null,
                        growth,
                        forecast,
                        1L,
                        2L,
                        null,
                        0,
                        66_000L,
                        gone,
                        forecastGone));
    }

    @Test
    void tellsOfALagThatWasThereFromTheStart() {
        assertThat(behind(240.2, 240.4, null, null))
                .isEqualTo(
                        "The lag is 66000 records at the start and grows by 240 records/s (forecast:"
                                + " grows by 240 records/s, gone never).");
        assertThat(behind(-160.2, -163.4, null, 404.0))
                .isEqualTo(
                        "The lag is 66000 records at the start and shrinks by 160 records/s (forecast:"
                                + " shrinks by 163 records/s, gone after 404 s).");
        assertThat(behind(0.3, -163.4, 410.0, 404.0))
                .isEqualTo(
                        "The lag is 66000 records at the start and gone after 410 s (forecast: after"
                                + " 404 s).");
        assertThat(behind(null, -163.4, null, 404.0))
                .isEqualTo(
                        "The lag is 66000 records at the start, and gone after 404 s by the forecast.");
        assertThat(behind(-90.0, null, null, 0.0))
                .isEqualTo(
                        "The lag is 66000 records at the start and shrinks by 90 records/s (forecast:"
                                + " gone after 0 s).");
    }

    /** Of a topic with an end, at which nothing more is written. */
    @Test
    void tellsOfALagThatShrinksAfterAll() {
        assertThat(
                        LagText.course(
                                new LagResult(
                                        9.1, 9.2, -71.4, 320.1, 9L, 9L, null, 0, null, null, null)))
                .isEqualTo(
                        "The lag shows after 9 s (forecast 9 s), shrinks by 71 records/s (forecast 320).");
    }

    @Test
    void saysWhatIsUnknown() {
        assertThat(
                        LagText.of(
                                new LagResult(
                                        34.2, 33.9, null, 320.1, null, null, null, 12, null, null,
                                        null)))
                .isEqualTo(
                        """
                        The lag shows after 34 s (forecast 34 s); it has not grown for long enough to say by how much.
                        At the end: lag unknown (end offsets less what Flink read), unprocessed unknown, committed lag unknown (what Kafka's own tools show).
                        For 12 s of the run the lag is unknown: the broker did not say, or the machines' clocks disagree.
                        """);
    }

    @Test
    void tellsOfALagThatDoesNotShow() {
        assertThat(
                        LagText.of(
                                new LagResult(
                                        null, null, null, 0.0, 3L, 40L, null, 0, null, null, null)))
                .startsWith("No lag shows, and none was forecast: the source keeps up.\n");
        assertThat(
                        LagText.of(
                                new LagResult(
                                        null, 591.0, null, 320.0, 3L, 40L, null, 0, null, null,
                                        null)))
                .startsWith("No lag shows (forecast: after 591 s, growing by 320 records/s).\n");
    }
}
