package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.MINIMAL;
import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static io.flinkvariance.scenario.ScenarioTexts.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DistributionKeyTest {
    @Test
    void isUniformUnlessTold() throws Exception {
        assertThat(scenario(MINIMAL).distribution()).isEqualTo(Distribution.UNIFORM);
        assertThat(scenario(MINIMAL + "nums.distribution=pareto\n").distribution())
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
                                MINIMAL.replace("min=5", "min=0") + "nums.distribution=pareto\n",
                                Map.of()))
                .containsExactly("x.properties" + fault);
        assertThat(faultsOf(MINIMAL + "nums.distribution=pareto\n", Map.of("nums.min", "0")))
                .containsExactly("--set" + fault);
    }
}
