package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.STRAGGLER;
import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static io.flinkvariance.scenario.ScenarioTexts.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StragglerScheduleTest {
    private static final String KEY = "straggler.schedule";

    private static Scenario scheduled(String schedule) throws InvalidScenarioException {
        return scenario(STRAGGLER + KEY + "=" + schedule + "\n");
    }

    private static int[] stragglersAt(Scenario scenario, long millis) {
        return IntStream.range(0, 4)
                .filter(
                        subtask ->
                                scenario.stragglerSchedule()
                                        .straggles(subtask, TimeUnit.MILLISECONDS.toNanos(millis)))
                .toArray();
    }

    @Test
    void changesNothingUnlessTold() throws Exception {
        Scenario scenario = scenario(STRAGGLER + "straggler.subtasks=2\n");

        assertThat(scenario.stragglerChanges()).isFalse();
        assertThat(scenario.stragglerSchedule().phases()).hasSize(1);
        assertThat(stragglersAt(scenario, 86_400_000)).containsExactly(2);
    }

    @Test
    void saysWhoStragglesFromWhenOn() throws Exception {
        Scenario scenario = scheduled("0s:0,60s:2+1,120s:none");

        assertThat(scenario.stragglerChanges()).isTrue();
        assertThat(scenario.stragglers()).containsExactly(0, 1, 2);
        assertThat(stragglersAt(scenario, 0)).containsExactly(0);
        assertThat(stragglersAt(scenario, 59_999)).containsExactly(0);
        assertThat(stragglersAt(scenario, 60_000)).containsExactly(1, 2);
        assertThat(stragglersAt(scenario, 119_999)).containsExactly(1, 2);
        assertThat(stragglersAt(scenario, 120_000)).isEmpty();
        assertThat(stragglersAt(scenario, 86_400_000)).isEmpty();
        assertThat(scenario.stragglerSchedule().repeats()).isFalse();
        assertThat(scenario.stragglerSchedule().last().fromSecond()).isEqualTo(120);
    }

    @Test
    void beginsAnewWhereItRepeats() throws Exception {
        Scenario scenario = scheduled("0s:0,30s:1,60s:repeat");

        assertThat(scenario.stragglerSchedule().periodSeconds()).isEqualTo(60);
        assertThat(stragglersAt(scenario, 59_999)).containsExactly(1);
        assertThat(stragglersAt(scenario, 60_000)).containsExactly(0);
        assertThat(stragglersAt(scenario, 6_030_000)).containsExactly(1);
    }

    @Test
    void staysInTheTextThatARunKeeps() throws Exception {
        Scenario scenario = scheduled("0s:0,30s:1,60s:repeat");

        assertThat(scenario(scenario.toPropertiesText()).properties())
                .containsEntry(KEY, "0s:0,30s:1,60s:repeat");
    }

    @Test
    void givesAwayScenariosInWhichAPhaseLasts() throws Exception {
        Scenario scenario = scheduled("0s:2+1,60s:none");

        Scenario first = scenario.lasting(scenario.stragglerSchedule().phases().get(0));
        Scenario last = scenario.lasting(scenario.stragglerSchedule().last());

        assertThat(first.stragglers()).containsExactly(1, 2);
        assertThat(first.stragglerChanges()).isFalse();
        assertThat(last.mode()).isEqualTo(Mode.MINIMAL_VARIANCE);
        assertThat(last.stragglerChanges()).isFalse();
    }

    @Test
    void isOfNoConcernToTheOtherMode() throws Exception {
        Scenario minimal = scheduled("0s:0,60s:none").withoutStraggler();

        assertThat(minimal.stragglerChanges()).isFalse();
        assertThatThrownBy(minimal::stragglerSchedule)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("x has no straggler");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10s:0,60s:1 | begins at 10s; expected 0s",
                "0s:0,60s:1,60s:2 | 60s does not come after 60s",
                "0s:0,60s:1,30s:repeat | 30s does not come after 60s",
                "0s:0,60s:0 | nothing changes at 60s",
                "0s:0+1,60s:1+0,90s:none | nothing changes at 60s",
                "0s:0 | has one phase; for that there is straggler.subtasks",
                "0s:0,60s:repeat | has one phase; for that there is straggler.subtasks",
                "0s:1+2+1,60s:none | a subtask is twice in it at 0s",
                "0s:0,60s:1+4 | with stream.parallelism=4 the last subtask is 3"
            })
    void saysWhatIsWrongWithIt(String schedule, String fault) {
        assertThat(faultsOf(STRAGGLER + KEY + "=" + schedule + "\n", Map.of()))
                .containsExactly("x.properties: " + KEY + "=" + schedule + ": " + fault);
        assertThat(faultsOf(STRAGGLER, Map.of(KEY, schedule)))
                .containsExactly("--set: " + KEY + "=" + schedule + ": " + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0:0,60:none",
                "0s:0,,60s:none",
                "0s:0,1m:none",
                "0s:0+,60s:none",
                "0s:all,60s:none",
                "0s:0,60s:repeat,90s:1",
                "0s:repeat"
            })
    void saysWhatItsFormIs(String schedule) {
        assertThat(faultsOf(STRAGGLER, Map.of(KEY, schedule)))
                .containsExactly(
                        "--set: "
                                + KEY
                                + "="
                                + schedule
                                + ": expected who straggles from when on, such as"
                                + " 0s:0,60s:1+2,120s:none,180s:repeat");
    }

    @Test
    void takesThePlaceOfTheListOfSubtasks() {
        assertThat(
                        faultsOf(
                                STRAGGLER + KEY + "=0s:0,60s:none\n",
                                Map.of("straggler.subtasks", "1")))
                .containsExactly(
                        "--set: straggler.subtasks=1: means nothing with straggler.schedule");
    }

    @Test
    void isNotForATopic() {
        String topic =
                STRAGGLER.replaceAll("stream\\.(interval|numEventsInInterval).*\n", "")
                        + "source=kafka\nsource.rate=100\n";

        assertThat(faultsOf(topic, Map.of(KEY, "0s:0,60s:none")))
                .containsExactly(
                        "--set: "
                                + KEY
                                + "=0s:0,60s:none: not with source=kafka, whose lag is told at one"
                                + " level only");
    }

    @Test
    void isMeantByNamesLikeIt() {
        assertThat(faultsOf(STRAGGLER + "straggler.shedule=0s:0,60s:none\n", Map.of()))
                .containsExactly(
                        "x.properties: straggler.shedule=0s:0,60s:none: unknown key; did you mean"
                                + " straggler.schedule?");
    }
}
