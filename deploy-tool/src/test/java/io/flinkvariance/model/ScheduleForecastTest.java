package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleForecastTest {
    private static ThroughputModel model(String schedule, String partitioner) {
        return ThroughputModel.of(
                Scenarios.of(
                        "constant-straggler",
                        Map.of("straggler.schedule", schedule, "stream.partitioner", partitioner)),
                SleepOvershoot.NONE,
                BufferSettings.SMALL,
                1);
    }

    private static ThroughputModel constant(String subtasks) {
        return ThroughputModel.of(
                Scenarios.of("constant-straggler", Map.of("straggler.subtasks", subtasks)),
                SleepOvershoot.NONE,
                BufferSettings.SMALL,
                1);
    }

    @Test
    void isNoneOfAStragglerThatStays() {
        assertThat(constant("0").schedule()).isEmpty();
        assertThat(constant("0").isBoundedOnly()).isFalse();
    }

    @Test
    void ofPhasesThatEndIsThatOfTheLast() {
        ThroughputModel model = model("0s:0,60s:1+2,120s:none", "rebalance");
        ScheduleForecast forecast = model.schedule().orElseThrow();

        assertThat(model.expectedPerSecond()).isCloseTo(571.4, within(0.06));
        assertThat(model.isBoundedOnly()).isFalse();
        assertThat(forecast.lastChangeSecond()).isEqualTo(120);
        assertThat(forecast.phases().get(0).lasting()).isEqualTo(constant("0"));
        assertThat(forecast.phases().get(1).lasting()).isEqualTo(constant("1,2"));
    }

    @Test
    void ofPhasesThatRepeatIsBetweenNoBuffersAndBuffersWithoutEnd() {
        ThroughputModel model = model("0s:0,30s:1,90s:none,120s:repeat", "rebalance");
        ScheduleForecast forecast = model.schedule().orElseThrow();

        assertThat(model.isBoundedOnly()).isTrue();
        // 80/s for three quarters of a period, 4/7 ms for the rest.
        assertThat(forecast.atLeastPerSecond()).isCloseTo(0.75 * 80 + 571.43 / 4, within(0.01));
        // Subtask 1 is slow for half of the time: 20/s and 1/7 ms, and all keep its pace.
        assertThat(forecast.atMostPerSecond()).isCloseTo(4 * (10 + 142.857 / 2), within(0.01));
        assertThatThrownBy(forecast::lastChangeSecond)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("phases that repeat have no last change");
    }

    @Test
    void hasNothingBetweenTheBoundsWhereTheRouterIsWorkConservingAndTheSeverityTheSame() {
        ScheduleForecast forecast =
                model("0s:0,30s:1,60s:repeat", "least-backlog").schedule().orElseThrow();

        assertThat(forecast.atLeastPerSecond()).isCloseTo(448.57, within(0.01));
        assertThat(forecast.atMostPerSecond()).isCloseTo(448.57, within(0.01));
    }
}
