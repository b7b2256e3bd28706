package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.STRAGGLER;
import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static io.flinkvariance.scenario.ScenarioTexts.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StragglerScopeKeyTest {
    private static final String HOT = STRAGGLER + "straggler.scope=task-manager\n";

    @Test
    void isOneSubtaskUnlessTold() throws Exception {
        assertThat(scenario(STRAGGLER).isSlowByTaskManager()).isFalse();
        assertThat(scenario(STRAGGLER + "straggler.scope=subtask\n").isSlowByTaskManager())
                .isFalse();
        assertThat(scenario(HOT).isSlowByTaskManager()).isTrue();
        assertThat(scenario(HOT).withoutStraggler().isSlowByTaskManager()).isFalse();
    }

    @Test
    void isRefusedWithAScheduleAndByAnotherName() {
        assertThat(
                        faultsOf(
                                HOT + "straggler.schedule=0s:0,9s:none\n",
                                Map.of("straggler.scope", "task-manager")))
                .containsExactly(
                        "--set: straggler.scope=task-manager: not with straggler.schedule, which"
                                + " names all who are slow");
        assertThat(faultsOf(STRAGGLER, Map.of("straggler.scope", "host")))
                .containsExactly("--set: straggler.scope=host: expected subtask or task-manager");
    }
}
