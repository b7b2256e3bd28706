package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(parsed(STRAGGLER).onTaskManagers(2).properties())
                .isEqualTo(parsed(STRAGGLER).properties());
    }

    @ParameterizedTest(name = "{0} TaskManagers, straggler {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {"2|0|0,1,2", "3|0|0,1", "3|5|4,5", "3|0,5|0,1,4,5", "6|3|3", "4|0|0,1"})
    void namesAllThatFillItsTaskManager(int taskManagers, String listed, String slow)
            throws Exception {
        Scenario placed =
                parsed(HOT + "straggler.subtasks=" + listed + "\n").onTaskManagers(taskManagers);

        assertThat(placed.properties()).containsEntry("straggler.subtasks", slow);
        assertThat(placed.isSlowByTaskManager()).isFalse();
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
