package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferTimeoutsTest {
    private static Scenario scenario(String more) throws InvalidScenarioException {
        return ScenarioReader.parse("minimal", "x.properties", MINIMAL + more);
    }

    @Test
    void areFlinksUnlessToldAndThoseOfTheJobUnlessAnOperatorHasItsOwn() throws Exception {
        assertThat(scenario("").bufferTimeouts().of("source")).isEqualTo(100);

        BufferTimeouts timeouts =
                scenario("stream.bufferTimeoutMillis=-1\nstream.bufferTimeoutMillis.source=5\n")
                        .bufferTimeouts();

        assertThat(timeouts.of("source")).isEqualTo(5);
        assertThat(timeouts.of("work")).isEqualTo(-1);
        assertThat(timeouts.of("sink")).isEqualTo(-1);
        assertThat(timeouts.keysOfOperators()).containsExactly("stream.bufferTimeoutMillis.source");
    }

    @Test
    void countOfTheLastOperatorBeforeTheBuffers() throws Exception {
        String source = "stream.bufferTimeoutMillis.source=5\n";
        String routed = "stream.partitioner=least-backlog\n" + source;

        assertThat(scenario(source).bufferTimeouts().ofSender()).isEqualTo(5);
        assertThat(scenario(routed).bufferTimeouts().ofSender()).isEqualTo(100);
        assertThat(
                        scenario(routed + "stream.bufferTimeoutMillis.router=7\n")
                                .bufferTimeouts()
                                .ofSender())
                .isEqualTo(7);
    }

    @Test
    void areKeptWhenAScenarioIsWritten() throws Exception {
        Scenario scenario = scenario("stream.bufferTimeoutMillis.work=0\n");

        Scenario again = ScenarioReader.parse("again", "y", scenario.toPropertiesText());

        assertThat(again.bufferTimeouts().of("work")).isZero();
        assertThat(again.properties()).containsEntry("stream.bufferTimeoutMillis.work", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "sink", ""})
    void ofOperatorsThatSendNothingAreRefusedWithThoseThatDo(String operator) {
        assertThatThrownBy(() -> scenario("stream.bufferTimeoutMillis." + operator + "=5\n"))
                .isInstanceOfSatisfying(
                        InvalidScenarioException.class,
                        refused ->
                                assertThat(refused.faults())
                                        .containsExactly(
                                                "x.properties: stream.bufferTimeoutMillis."
                                                        + operator
                                                        + "=5: no operator of that name sends"
                                                        + " records on; there are: source, router,"
                                                        + " work"));
    }

    @Test
    void ofARouterAreRefusedWhereThereIsNone() {
        assertThatThrownBy(
                        () ->
                                ScenarioReader.parse(
                                        "minimal",
                                        "x.properties",
                                        MINIMAL.getBytes(StandardCharsets.UTF_8),
                                        Map.of("stream.bufferTimeoutMillis.router", "5")))
                .isInstanceOfSatisfying(
                        InvalidScenarioException.class,
                        refused ->
                                assertThat(refused.faults())
                                        .containsExactly(
                                                "--set: stream.bufferTimeoutMillis.router=5: with"
                                                        + " stream.partitioner=rebalance the job has"
                                                        + " no router; there are: source, work"));
    }
}
