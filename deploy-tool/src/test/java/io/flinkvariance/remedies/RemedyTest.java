package io.flinkvariance.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which knobs are turned for a scenario, and which are not. */
class RemedyTest {
    private static final String SCENARIO = "constant-straggler";
    private static final List<Remedy> REMEDIES =
            Remedy.of(Scenarios.of(SCENARIO), Optional.of(BufferSettings.SMALL));

    @Test
    void turnsEveryKnobByItselfAndBeginsWithTheScenarioAsItIs() {
        assertThat(REMEDIES.stream().map(Remedy::name))
                .containsExactly(
                        "as it is",
                        "least-backlog",
                        "power-of-two",
                        "least-delay",
                        "8 subtasks",
                        "asynchronous I/O, 4 at once",
                        "asynchronous I/O, 16 at once",
                        "buffer timeout -1 ms",
                        "buffer timeout 0 ms",
                        "buffer timeout 5 ms",
                        "buffer timeout 5 ms of the source",
                        "1 buffer a channel",
                        "4 buffers a channel",
                        "rescale",
                        "shuffle");
        assertThat(REMEDIES.get(0).settings()).isEmpty();
        assertThat(REMEDIES.stream().skip(1))
                .allMatch(remedy -> remedy.settings().size() + remedy.flinkConf().size() == 1);
    }

    @Test
    void triesNoKnobThatIsTurnedThatWayAlready() {
        Scenario cured =
                Scenarios.of(
                        SCENARIO,
                        Map.of(
                                "stream.partitioner",
                                "least-backlog",
                                "stream.bufferTimeoutMillis",
                                "5",
                                "stream.parallelism",
                                "3",
                                "stream.asyncCapacity",
                                "16"));

        assertThat(Remedy.of(cured, Optional.empty()).stream().map(Remedy::name))
                .contains(
                        "rebalance",
                        "buffer timeout 100 ms",
                        "6 subtasks",
                        "asynchronous I/O, 4 at once")
                .doesNotContain(
                        "least-backlog", "buffer timeout 5 ms", "asynchronous I/O, 16 at once")
                .noneMatch(name -> name.contains(" of the "));
    }

    @Test
    void turnsTheTimeoutOfTheOperatorWhoseRecordsGoThroughBuffers() {
        Scenario routed = Scenarios.of(SCENARIO, Map.of("stream.partitioner", "power-of-two"));

        assertThat(Remedy.of(routed, Optional.empty()))
                .filteredOn(remedy -> remedy.name().contains(" of the "))
                .extracting(Remedy::settings)
                .containsExactly(Map.of("stream.bufferTimeoutMillis.router", "5"));
    }

    @Test
    void refusesTimeoutsOfOperatorsAsTheyDoNothingWithAnotherRouter() {
        Scenario own = Scenarios.of(SCENARIO, Map.of("stream.bufferTimeoutMillis.source", "5"));

        assertThatThrownBy(() -> Remedy.of(own, Optional.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "stream.bufferTimeoutMillis.source: remedies turns the timeouts itself, and"
                                + " what an operator's own does is another thing with another router."
                                + " Try: without it, or stream.bufferTimeoutMillis");
    }

    @Test
    void triesOtherBuffersOnlyWhereAFlinkIsStartedForThem() {
        assertThat(Remedy.of(Scenarios.of(SCENARIO), Optional.empty()))
                .allMatch(remedy -> remedy.flinkConf().isEmpty());
        assertThat(Remedy.of(Scenarios.of(SCENARIO), Optional.of(new BufferSettings(4096, 1, 1))))
                .filteredOn(remedy -> !remedy.flinkConf().isEmpty())
                .extracting(Remedy::flinkConf)
                .containsExactly(Map.of("taskmanager.network.memory.buffers-per-channel", "2"));
    }

    @Test
    void keepsTheOtherValuesThatTheUserReplaces() {
        Remedy router = REMEDIES.get(1);

        assertThat(router.over(Map.of("nums.min", "3", "stream.partitioner", "shuffle")))
                .isEqualTo(Map.of("nums.min", "3", "stream.partitioner", "least-backlog"));
    }
}
