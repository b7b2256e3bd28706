package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StragglerScopeKeyTest {
    private static final String STRAGGLER =
            """
            mode=STRAGGLER
            stream.interval=2
            stream.numEventsInInterval=2
            stream.parallelism=6
            nums.min=1
            nums.range=5
            straggler.waitRange=1
            straggler.waitMillis=50
            """;
    private static final String HOT = STRAGGLER + "straggler.scope=task-manager\n";

    private static Scenario parsed(String text) throws InvalidScenarioException {
        return ScenarioReader.parse("x", "x", text);
    }

    @Test
    void isOneSubtaskUnlessTold() throws Exception {
        assertThat(parsed(STRAGGLER).isSlowByTaskManager()).isFalse();
        assertThat(parsed(STRAGGLER + "straggler.scope=subtask\n").isSlowByTaskManager()).isFalse();
        assertThat(parsed(HOT).isSlowByTaskManager()).isTrue();
        assertThat(parsed(HOT).withoutStraggler().isSlowByTaskManager()).isFalse();
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
