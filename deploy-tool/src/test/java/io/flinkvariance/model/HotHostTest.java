package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotHostTest {
    private static Scenario hot(int parallelism, String stragglers) {
        return Scenarios.of(
                "hot-host",
                Map.of(
                        "stream.parallelism",
                        Integer.toString(parallelism),
                        "straggler.subtasks",
                        stragglers));
    }

    @ParameterizedTest(name = "{0} TaskManagers, straggler {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {"2|0|0,1,2", "3|0|0,1", "3|5|4,5", "3|0,5|0,1,4,5", "6|3|3", "4|0|0,1"})
    void namesAllThatFillItsTaskManager(int taskManagers, String listed, String slow) {
        Scenario placed = HotHost.placed(hot(6, listed), taskManagers);

        assertThat(placed.properties()).containsEntry("straggler.subtasks", slow);
        assertThat(placed.isSlowByTaskManager()).isFalse();
    }

    @Test
    void namesNoSubtaskBeyondTheLastWhereOneTaskManagerHasAFreeSlot() {
        assertThat(HotHost.placed(hot(5, "4"), 2).stragglers()).containsExactly(3, 4);
    }

    @Test
    void namesNobodyWhereAJobWasScaledDownBelowItsStraggler() {
        Scenario scaledDown = hot(6, "5").withParallelism(5);

        assertThat(HotHost.placed(scaledDown, 2).properties())
                .isEqualTo(scaledDown.withoutStraggler().properties());
    }

    @Test
    void leavesAStragglerThatIsSlowAloneAsItIs() {
        Scenario alone = Scenarios.of("constant-straggler");

        assertThat(HotHost.placed(alone, 1)).isSameAs(alone);
        assertThat(HotHost.placed(alone, 2)).isSameAs(alone);
    }

    @ParameterizedTest(name = "{0} subtasks on {1} TaskManagers: {2}")
    @CsvSource({"4, 1, there is only one", "1, 2, there is one subtask"})
    void isRefusedWhereNobodyElseIsFast(int parallelism, int taskManagers, String why) {
        assertThatThrownBy(() -> HotHost.placed(hot(parallelism, "0"), taskManagers))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "hot-host: with straggler.scope=task-manager one TaskManager is slow and"
                                + " others are not, but "
                                + why
                                + ". Try: two or more, --workers 2 where the tool starts them");
    }
}
