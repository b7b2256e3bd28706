package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SleepOvershootTest {
    @Test
    void isMeasuredOnThisMachine() throws Exception {
        assertThat(SleepOvershoot.measure(Scenarios.of("minimal-variance")).millis()).isPositive();
    }

    @Test
    void isMeasuredAlsoWhereOnlySourceAndStragglerSleep() throws Exception {
        assertThat(
                        SleepOvershoot.measure(
                                        Scenarios.of(
                                                "constant-straggler",
                                                Map.of("nums.min", "0", "nums.range", "1")))
                                .millis())
                .isPositive();
    }

    @Test
    void isNeverNegative() {
        assertThatThrownBy(() -> new SleepOvershoot(-0.1)).hasMessage("negative overshoot: -0.1");
        assertThatThrownBy(() -> new SleepOvershoot(Double.NaN))
                .hasMessage("negative overshoot: NaN");
    }
}
