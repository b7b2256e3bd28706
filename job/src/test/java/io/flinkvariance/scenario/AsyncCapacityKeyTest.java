package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.MINIMAL;
import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static io.flinkvariance.scenario.ScenarioTexts.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncCapacityKeyTest {
    @Test
    void isNoneUnlessTold() throws Exception {
        assertThat(scenario(MINIMAL).asyncCapacity()).isZero();
        assertThat(scenario(MINIMAL + "stream.asyncCapacity=16\n").asyncCapacity()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "many"})
    void isANumberWithinBounds(String capacity) {
        assertThat(faultsOf(MINIMAL, Map.of("stream.asyncCapacity", capacity)))
                .containsExactly(
                        "--set: stream.asyncCapacity="
                                + capacity
                                + ": expected a whole number from 0 to 1000");
    }
}
