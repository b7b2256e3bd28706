package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.scenario.Partitioner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTimesTest {
    @ParameterizedTest
    @CsvSource({
        "minimal-variance, 7",
        "slight-straggler, 8.910",
        "bad-straggler, 16.348",
        "constant-straggler, 50"
    })
    void giveTheStragglerItsMean(String scenario, double millis) {
        ServiceTimes service = ServiceTimes.of(Scenarios.of(scenario), SleepOvershoot.NONE);

        assertThat(service.millis().get(0)).isCloseTo(millis, within(0.001));
        assertThat(service.millis().subList(1, 4)).containsOnly(7.0);
        assertThat(service.slowest()).isZero();
    }

    @Test
    void areLongerByTheOvershootOfEverySleep() {
        SleepOvershoot overshoot = new SleepOvershoot(0.1);

        assertThat(ServiceTimes.of(Scenarios.of("constant-straggler"), overshoot).millis())
                .containsExactly(50.1, 7.1, 7.1, 7.1);
        assertThat(ServiceTimes.of(Scenarios.of("bad-straggler"), overshoot).millis().get(0))
                .isCloseTo(16.448, within(0.001));
    }

    @Test
    void areZeroWhereNothingSleeps() {
        ServiceTimes service =
                ServiceTimes.of(
                        Scenarios.of(
                                "minimal-variance", Map.of("nums.min", "0", "nums.range", "1")),
                        new SleepOvershoot(0.1));

        assertThat(service.millis()).containsOnly(0.0);
        assertThat(service.sumPerSecond()).isInfinite();
    }

    @Test
    void nameTheSlowestWhereverItIsAndTheFirstOfSeveral() {
        assertThat(new ServiceTimes(List.of(5.0, 7.0, 50.0, 10.0)).slowest()).isEqualTo(2);
        assertThat(new ServiceTimes(List.of(5.0, 7.0, 7.0)).slowest()).isEqualTo(1);
    }

    @Test
    void limitTheThroughputByTheSlowestWhereSharesAreEqualAndByTheirSumElsewhere() {
        ServiceTimes service = new ServiceTimes(List.of(50.0, 5.0, 10.0, 10.0));

        assertThat(service.limitPerSecond(Partitioner.REBALANCE, 1000)).isEqualTo(80);
        assertThat(service.limitPerSecond(Partitioner.LEAST_BACKLOG, 1000)).isEqualTo(420);
        assertThat(service.limitPerSecond(Partitioner.REBALANCE, 70)).isEqualTo(70);
        assertThat(service.limitPerSecond(Partitioner.LEAST_BACKLOG, 70)).isEqualTo(70);
    }

    @Test
    void areOfAtLeastOneSubtask() {
        assertThatThrownBy(() -> new ServiceTimes(List.of())).hasMessage("no subtask");
    }
}
