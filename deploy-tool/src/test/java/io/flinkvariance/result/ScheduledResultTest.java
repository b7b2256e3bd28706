package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduledResultTest {
    private static final RunResult FLAPPING =
            Results.of(
                    "flapping-straggler",
                    Map.of("straggler.schedule", "0s:0,20s:1,40s:repeat"),
                    new RunResult.Throughput(320, 1, 160, 50, 4, 4, null, null),
                    List.of(),
                    null);

    @Test
    void saysOverHowManyPeriodsItsMeanIs() {
        assertThat(Explanation.of(FLAPPING))
                .isEqualTo(
                        "The straggler changes, and begins anew every 40 s: the throughput is the"
                                + " mean over 4 such periods, in which it is at one level and"
                                + " another.");
    }

    @Test
    void hasNoForecastWhereThePhasesRepeat() {
        assertThat(FLAPPING.model().expectedPerSecond()).isNull();
        assertThat(FLAPPING.model().workConservingPerSecond()).isNull();
        assertThat(ResultTable.of(FLAPPING).lines())
                .anyMatch(line -> line.matches("forecast, rebalance +– +–"))
                .anyMatch(line -> line.matches("ceiling, work-conserving +– +–"));
    }

    @Test
    void hasTheForecastOfTheLastPhaseWhereThereIsOne() {
        assertThat(
                        Results.measured("recovering-straggler", Map.of(), 297.0, 1)
                                .model()
                                .expectedPerSecond())
                .isBetween(296.9, 297.1);
    }
}
