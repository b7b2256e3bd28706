package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.flinkvariance.latency.ClockComparison;
import io.flinkvariance.latency.Latency;
import io.flinkvariance.latency.Percentiles;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatencyTableTest {
    private static final Percentiles FAST = new Percentiles(7.123, 8, 9.5, 10, 12.6);
    private static final Percentiles SLOW = new Percentiles(50, 400.4, 1000, 2000, 3000);

    private static Latency.Latencies latencies(Percentiles emission, Percentiles schedule) {
        return new Latency.Latencies(
                40, 20, Optional.ofNullable(emission), Optional.ofNullable(schedule));
    }

    private static String table(Latency latency) {
        return LatencyTable.of(LatencyResult.of(latency));
    }

    @Test
    void showsWhatIsTimedFromEmissionAndFromTheSchedule() {
        assertThat(
                        table(
                                new Latency.Measured(
                                        1,
                                        Optional.empty(),
                                        latencies(FAST, SLOW),
                                        List.of(latencies(FAST, SLOW), latencies(null, null)))))
                .isEqualTo(
                        """
                        latency, ms                 p50    p90    p99   p99.9    max
                        ────────────────────────────────────────────────────────────
                        all, from emission         7.12   8.00   9.50      10     13
                        all, from schedule           50    400   1000    2000   3000
                        subtask 0, from emission   7.12   8.00   9.50      10     13
                        subtask 1, from emission      –      –      –       –      –
                        Of all 40 records done in the window, from the source to the end of their work. From schedule: from when the source should have sent a record, had nothing held it up since the window began.
                        """);
    }

    @Test
    void saysWhichRecordsAreTimedAndThatASourceWithoutSleepsHasNoSchedule() {
        assertThat(
                        table(
                                new Latency.Measured(
                                        32_768,
                                        Optional.empty(),
                                        latencies(FAST, null),
                                        List.of())))
                .isEqualTo(
                        """
                        latency, ms           p50    p90    p99   p99.9   max
                        ─────────────────────────────────────────────────────
                        all, from emission   7.12   8.00   9.50      10    13
                        Of 40 records, one in 32768, done in the window, from the source to the end of their work. The source never sleeps, so nobody can say when it should have sent a record.
                        """);
    }

    @Test
    void warnsWhereMostRecordsCameThroughAQueueOfBeforeTheWindow() {
        LatencyResult result =
                LatencyResult.of(
                        new Latency.Measured(
                                1,
                                Optional.empty(),
                                latencies(FAST, SLOW),
                                List.of(
                                        new Latency.Latencies(
                                                40, 21, Optional.of(SLOW), Optional.of(SLOW)),
                                        latencies(FAST, SLOW))));

        assertThat(result.note())
                .endsWith(
                        " Most records of subtask 0 were emitted before the window, when queues may"
                                + " have been shorter: a longer --duration shows what its latency"
                                + " comes to.");
    }

    @Test
    void saysHowWellTheClocksOfSeveralMachinesAgree() {
        LatencyResult result =
                LatencyResult.of(
                        new Latency.Measured(
                                1,
                                Optional.of(new ClockComparison(214, 1018)),
                                latencies(FAST, SLOW),
                                List.of(latencies(FAST, SLOW))));

        assertThat(result.clocks()).isEqualTo(new LatencyResult.Clocks(0.214, 1.018));
        assertThat(result.note())
                .endsWith(
                        " Between machines a time is right to ± 0.21 ms, half of the shortest ways"
                                + " there and back by which their clocks were compared; the 1.02 ms"
                                + " by which these went apart are taken out.");
    }

    @Test
    void saysWhyThereAreNone() {
        assertThat(table(new Latency.NotMeasured("the clock stood still")))
                .isEqualTo("Latency not measured: the clock stood still.\n");
    }

    @Test
    void needsFiguresOrAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatencyResult(null, null, null, null, null, null, List.of()))
                .withMessage("latencies without figures, and no reason why");
    }
}
