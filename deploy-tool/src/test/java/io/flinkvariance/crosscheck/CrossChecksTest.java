package io.flinkvariance.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.influxdb.CountPoint;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two subtasks at 100 and at 20 records a second, for a minute, and what InfluxDB has of them. */
class CrossChecksTest {
    private static final long FIRST = 1_000_000;
    private static final int SECONDS = 60;
    private static final SampleSeries SAMPLES =
            new SampleSeries(
                    LongStream.rangeClosed(0, SECONDS)
                            .mapToObj(
                                    second ->
                                            new Sample(
                                                    second,
                                                    200 * second,
                                                    List.of(100 * second, 20 * second),
                                                    List.of(),
                                                    List.of()))
                            .toList());
    private static final Span RUN = Span.of(FIRST, SAMPLES);
    private static final Optional<CrossCheck.Records> RECORDS =
            Optional.of(new CrossCheck.Records(7200, 7202L));

    /** Every second at .4, counted so many times as fast as it was. */
    private static List<CountPoint> points(int perSecond, double factor) {
        return LongStream.range(0, SECONDS)
                .mapToObj(
                        second ->
                                new CountPoint(
                                        1000 * (FIRST + second) + 400,
                                        Math.round(factor * perSecond * (second + 0.4))))
                .toList();
    }

    private static CrossCheck check(Map<Integer, List<CountPoint>> series) {
        return CrossChecks.of(
                "http://db:8086/flink",
                SAMPLES,
                FIRST,
                Span.of(FIRST, 20, 60),
                series,
                "no reporter",
                RECORDS,
                List.of());
    }

    @Test
    void agreesWhenAllCountTheSame() {
        CrossCheck check = check(Map.of(0, points(100, 1), 1, points(20, 1)));

        assertThat(check.warnings()).isEmpty();
        assertThat(check.agrees()).isTrue();
        assertThat(check.throughput().jobPerSecond()).isCloseTo(120, within(0.1));
        assertThat(check.throughput().influxDbPerSecond()).isCloseTo(120, within(0.1));
        assertThat(check.throughput().difference()).isCloseTo(0, within(0.001));
        assertThat(check.subtasks().get(1).influxDbPerSecond()).isCloseTo(20, within(0.1));
    }

    @Test
    void toleratesOneInAHundredAndNoMore() {
        assertThat(check(Map.of(0, points(100, 1.005), 1, points(20, 1))).warnings()).isEmpty();
        assertThat(check(Map.of(0, points(100, 0.9), 1, points(20, 1))).warnings())
                .containsExactly(
                        "InfluxDB disagrees about subtask 0 by -10.0 %: 3510 records, and the job's"
                                + " own counters 3900",
                        "InfluxDB disagrees about all subtasks by -8.3 %: 4290 records, and the"
                                + " job's own counters 4680");
    }

    @Test
    void neverTakesAMissingSeriesForZero() {
        CrossCheck check = check(Map.of(0, points(100, 1)));

        assertThat(check.agrees()).isFalse();
        assertThat(check.warnings())
                .containsExactly("InfluxDB has no series of subtask 1: no reporter");
        assertThat(check.subtasks().get(1)).isEqualTo(new CrossCheck.Rate(null, null, null));
        assertThat(check.throughput()).isEqualTo(new CrossCheck.Rate(null, null, null));
        assertThat(check.subtasks().get(0).influxDbPerSecond()).isCloseTo(100, within(0.1));
    }

    @Test
    void saysWhyThereIsNothingAtAll() {
        assertThat(check(Map.of()).warnings())
                .containsExactly("InfluxDB has no series of this run: no reporter");
    }

    @Test
    void doesNotCompareASinglePoint() {
        CrossCheck check = check(Map.of(0, points(100, 1), 1, points(20, 1).subList(30, 31)));

        assertThat(check.warnings())
                .containsExactly(
                        "InfluxDB has fewer than two points of subtask 1: the run was too short for"
                                + " the reporter's interval, or they did not arrive");
        assertThat(check.throughput().influxDbPerSecond()).isNull();
    }

    @Test
    void tellsOnceWhereNothingArrived() {
        List<CountPoint> fast = points(100, 1);
        List<CountPoint> slow = points(20, 1);
        CrossCheck check =
                check(
                        Map.of(
                                0,
                                LongStream.range(0, SECONDS)
                                        .filter(second -> second < 31 || second > 44)
                                        .mapToObj(second -> fast.get((int) second))
                                        .toList(),
                                1,
                                LongStream.range(0, SECONDS)
                                        .filter(second -> second < 31 || second > 44)
                                        .mapToObj(second -> slow.get((int) second))
                                        .toList()));

        assertThat(check.warnings())
                .containsExactly(
                        "InfluxDB has a gap from second 30 to 45 of samples.csv: it was not"
                                + " reached, or did not take what was sent");
        assertThat(check.throughput().difference()).isCloseTo(0, within(0.001));
    }

    @Test
    void noticesThatASeriesEndsEarly() {
        assertThat(check(Map.of(0, points(100, 1).subList(0, 2), 1, points(20, 1))).warnings())
                .containsExactly(
                        "InfluxDB has a gap from second 1 to 60 of samples.csv: it was not reached,"
                                + " or did not take what was sent");
    }

    @Test
    void leavesOpenWhatASecondLeavesOpenInABurst() {
        // All of a second's records in its first half, and a point in the middle of it.
        List<CountPoint> bursts =
                LongStream.range(0, SECONDS)
                        .mapToObj(
                                second ->
                                        new CountPoint(
                                                1000 * (FIRST + second) + 400, 100 * (second + 1)))
                        .toList();

        assertThat(check(Map.of(0, bursts, 1, points(20, 1))).warnings()).isEmpty();
    }

    @Test
    void comparesTheWholeRunWhereTooFewPointsLieInTheWindow() {
        List<CountPoint> rare = List.of(points(100, 1).get(5), points(100, 1).get(35));

        CrossCheck check = check(Map.of(0, rare, 1, points(20, 1)));

        assertThat(check.warnings()).isEmpty();
        assertThat(check.subtasks().get(0).influxDbPerSecond()).isCloseTo(100, within(0.1));
    }

    @Test
    void comparesWhatFlinkCountedWithWhatTheJobDid() {
        assertThat(of(new CrossCheck.Records(7200, 7203L)))
                .as("more than a record in hand of each subtask, and within the tolerance")
                .isEmpty();
        assertThat(of(new CrossCheck.Records(100, 98L)))
                .containsExactly(
                        "Flink's own counters over REST disagree by -2.0 %: 98 records, and the"
                                + " job's own counters 100");
        assertThat(of(new CrossCheck.Records(100, null)))
                .containsExactly(
                        "Flink's own counters are missing from the REST interface: not every"
                                + " subtask's last count arrived there");
    }

    private static List<String> of(CrossCheck.Records records) {
        return CrossChecks.of(
                        "db",
                        SAMPLES,
                        FIRST,
                        RUN,
                        Map.of(0, points(100, 1), 1, points(20, 1)),
                        "",
                        Optional.of(records),
                        List.of())
                .warnings();
    }

    @Test
    void marksARunThatCouldNotBeChecked() {
        CrossCheck check = CrossChecks.unknown("http://db:8086/flink", "it is down", RECORDS, 2);

        assertThat(check.agrees()).isFalse();
        assertThat(check.throughput()).isNull();
        assertThat(check.records()).isEqualTo(new CrossCheck.Records(7200, 7202L));
        assertThat(check.warnings()).containsExactly("not cross-checked: it is down");
    }
}
