package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DistributionKeyTest {
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
    void isUniformUnlessTold() throws Exception {
        assertThat(ScenarioReader.parse("x", "x", MINIMAL).distribution())
                .isEqualTo(Distribution.UNIFORM);
        assertThat(
                        ScenarioReader.parse("x", "x", MINIMAL + "nums.distribution=pareto\n")
                                .distribution())
                .isEqualTo(Distribution.PARETO);
    }

    @Test
    void namesTheChoices() {
        assertThat(faultsOf(MINIMAL + "nums.distribution=normal\n", Map.of()))
                .containsExactly(
                        "x.properties: nums.distribution=normal: expected uniform or pareto");
    }

    @Test
    void ofParetoNeedsAShortestTimeAboveZero() {
        String fault = ": nums.min=0: expected at least 1 with nums.distribution=pareto";

        assertThat(
                        faultsOf(
                                MINIMAL.replace("min=1", "min=0") + "nums.distribution=pareto\n",
                                Map.of()))
                .containsExactly("x.properties" + fault);
        assertThat(faultsOf(MINIMAL + "nums.distribution=pareto\n", Map.of("nums.min", "0")))
                .containsExactly("--set" + fault);
    }
}
