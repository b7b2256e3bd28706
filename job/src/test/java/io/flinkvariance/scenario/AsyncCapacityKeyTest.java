package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncCapacityKeyTest {
    private static final String MINIMAL =
            """
            mode=MINIMAL_VARIANCE
            stream.interval=2
            stream.numEventsInInterval=2
            stream.parallelism=4
            nums.min=1
            nums.range=5
            """;

    @Test
    void isNoneUnlessTold() throws Exception {
        assertThat(ScenarioReader.parse("x", "x", MINIMAL).asyncCapacity()).isZero();
        assertThat(
                        ScenarioReader.parse("x", "x", MINIMAL + "stream.asyncCapacity=16\n")
                                .asyncCapacity())
                .isEqualTo(16);
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
