package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.STRAGGLER;
import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static io.flinkvariance.scenario.ScenarioTexts.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StragglerKeysTest {
    @Test
    void theFirstSubtaskStragglesUnlessTold() throws Exception {
        assertThat(scenario(STRAGGLER).stragglers()).containsExactly(0);
    }

    @Test
    void whoeverIsListedStragglesInOrder() throws Exception {
        Scenario scenario = scenario(STRAGGLER + "straggler.subtasks=3,1\n");

        assertThat(scenario.stragglers()).containsExactly(1, 3);
        assertThat(scenario(scenario.toPropertiesText()).stragglers()).containsExactly(1, 3);
    }

    @Test
    void nobodyStragglesInTheOtherMode() throws Exception {
        Scenario minimal = scenario(STRAGGLER + "straggler.subtasks=0,1\n").withoutStraggler();

        assertThatThrownBy(minimal::stragglers)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("x has no straggler");
    }

    @Test
    void othersStraggleInTheirPlaceAllTheTimeAndAlone() throws Exception {
        for (String replaced :
                List.of(
                        "straggler.subtasks=0\n",
                        "straggler.schedule=0s:0,60s:none\n",
                        "straggler.scope=task-manager\n")) {
            assertThat(
                            scenario(STRAGGLER + replaced)
                                    .withStragglers(new TreeSet<>(List.of(3, 1)))
                                    .properties())
                    .as(replaced)
                    .isEqualTo(scenario(STRAGGLER + "straggler.subtasks=1,3\n").properties());
        }
    }

    @Test
    void nobodyInTheirPlaceIsNoStraggler() throws Exception {
        Scenario scenario = scenario(STRAGGLER);

        assertThat(scenario.withStragglers(new TreeSet<>()).properties())
                .isEqualTo(scenario.withoutStraggler().properties());
        assertThatThrownBy(() -> scenario.withoutStraggler().withStragglers(new TreeSet<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("x has no straggler");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | with stream.parallelism=4 the last subtask is 3",
                "0,4 | with stream.parallelism=4 the last subtask is 3",
                "1,2,1 | a subtask is in it twice",
                "1,01 | a subtask is in it twice",
                "-1 | expected subtasks from 0 on, with commas between, such as 0,2",
                "0,,1 | expected subtasks from 0 on, with commas between, such as 0,2",
                "all | expected subtasks from 0 on, with commas between, such as 0,2"
            })
    void saysWhatIsWrongWithTheList(String subtasks, String fault) {
        String key = "straggler.subtasks";

        assertThat(faultsOf(STRAGGLER + key + "=" + subtasks + "\n", Map.of()))
                .containsExactly("x.properties: " + key + "=" + subtasks + ": " + fault);
        assertThat(faultsOf(STRAGGLER, Map.of(key, subtasks)))
                .containsExactly("--set: " + key + "=" + subtasks + ": " + fault);
    }
}
