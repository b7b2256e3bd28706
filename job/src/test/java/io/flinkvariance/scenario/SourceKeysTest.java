package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.faultsOf;
import static io.flinkvariance.scenario.ScenarioTexts.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceKeysTest {
    private static final String WORK =
            """
            mode=MINIMAL_VARIANCE
            stream.parallelism=4
            nums.min=5
            nums.range=5
            """;

    private static final String SYNTHETIC =
            WORK + "stream.interval=2\nstream.numEventsInInterval=2\n";
    private static final String KAFKA = WORK + "source=kafka\nsource.rate=400\n";

    @Test
    void aScenarioThatNamesNoSourceMakesItsRecordsItself() throws Exception {
        Scenario scenario = scenario(SYNTHETIC);

        assertThat(scenario.source()).isEqualTo(SourceKind.SYNTHETIC);
        assertThat(scenario.sourceParallelism()).isEqualTo(1);
        assertThat(scenario.slots()).isEqualTo(4);
        assertThatThrownBy(scenario::sourceRatePerSecond)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("x reads no topic");
    }

    @Test
    void readsATopicOfFourPartitionsByOneSubtaskUnlessTold() throws Exception {
        Scenario scenario = scenario(KAFKA);

        assertThat(scenario.source()).isEqualTo(SourceKind.KAFKA);
        assertThat(scenario.sourceRatePerSecond()).isEqualTo(400);
        assertThat(scenario.sourcePartitions()).isEqualTo(4);
        assertThat(scenario.sourceParallelism()).isEqualTo(1);
        assertThat(scenario.sourceBootstrapServers()).isEmpty();
        assertThat(scenario.sourceTopic()).isEmpty();
        assertThatThrownBy(scenario::intervalMillis)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("x makes no records of its own");
    }

    @Test
    void needsASlotForEachSubtaskOfTheSourceIfThatHasMore() throws Exception {
        assertThat(scenario(KAFKA + "source.partitions=8\nsource.parallelism=6\n").slots())
                .isEqualTo(6);
    }

    @Test
    void isToldWhichTopicIsReadAndWhere() throws Exception {
        Scenario scenario = scenario(KAFKA).reading("topic-1", "127.0.0.1:9092");

        Scenario again = scenario(scenario.toPropertiesText());

        assertThat(again.sourceTopic()).contains("topic-1");
        assertThat(again.sourceBootstrapServers()).contains("127.0.0.1:9092");
    }

    @Test
    void keepsItsOffsetsInTheGroupUnlessTold() throws Exception {
        assertThat(scenario(KAFKA).keepsOffsetsInSavepoints()).isFalse();
        assertThat(scenario(KAFKA + "source.offsets=group\n").keepsOffsetsInSavepoints()).isFalse();
        Scenario kept = scenario(KAFKA).withOffsetsInSavepoints();
        assertThat(scenario(kept.toPropertiesText()).keepsOffsetsInSavepoints()).isTrue();
        assertThat(faultsOf(SYNTHETIC + "source.offsets=savepoints\n", Map.of()))
                .containsExactly(
                        "x.properties: source.offsets=savepoints: means nothing with source=synthetic");
    }

    @Test
    void needsARate() {
        assertThat(faultsOf(WORK + "source=kafka\n", Map.of()))
                .containsExactly(
                        "x.properties: source.rate: missing; expected a whole number from 1 to 100000"
                                + " (records per second)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source=file|synthetic or kafka",
                "source.rate=0|a whole number from 1 to 100000 (records per second)",
                "source.partitions=1001|a whole number from 1 to 1000",
                "source.parallelism=0|a whole number from 1 to 32768",
                "source.bootstrapServers=localhost|host:port, or several with commas between",
                "source.topic=a b|up to 249 letters, digits, dots, underscores and hyphens",
                "source.topic=..|up to 249 letters, digits, dots, underscores and hyphens",
            })
    void saysWhatAValueShouldBe(String line, String expected) {
        String key = line.substring(0, line.indexOf('='));

        assertThat(faultsOf(KAFKA.replaceAll("(?m)^" + key + "=.*\n", "") + line + "\n", Map.of()))
                .contains("x.properties: " + line + ": expected " + expected);
    }

    @Test
    void refusesMoreSubtasksThanPartitions() {
        assertThat(faultsOf(KAFKA + "source.partitions=2\n", Map.of("source.parallelism", "3")))
                .containsExactly(
                        "--set: source.parallelism=3: more subtasks than the topic has partitions, 2;"
                                + " the others would read nothing");
    }

    @Test
    void refusesFewerRecordsThanPartitions() throws Exception {
        assertThat(faultsOf(KAFKA + "source.partitions=3\n", Map.of("stream.limit", "2")))
                .containsExactly(
                        "--set: stream.limit=2: fewer records than the topic has partitions, 3; the"
                                + " others would stay empty");
        assertThat(scenario(KAFKA + "source.partitions=3\nstream.limit=3\n").limit()).hasValue(3);
    }

    @Test
    void isToldWhichFileHasALoginForABrokerOfTheUsers() throws Exception {
        Scenario scenario = scenario(KAFKA + "source.bootstrapServers=there:9092\n");

        Scenario again = scenario(scenario.withKafkaConfig("/a b/ü").toPropertiesText());

        assertThat(scenario.sourceKafkaConfig()).isEmpty();
        assertThat(again.sourceKafkaConfig()).contains("/a b/ü");
        assertThatThrownBy(() -> scenario.withKafkaConfig("a\\b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the path of a file, without a backslash in it: a\\b");
        assertThat(faultsOf(KAFKA, Map.of("source.kafkaConfig", "mine")))
                .containsExactly(
                        "--set: source.kafkaConfig=mine: means nothing without"
                                + " source.bootstrapServers");
    }

    @Test
    void refusesKeysThatMeanNothingToTheSource() {
        assertThat(faultsOf(KAFKA + "stream.interval=2\n", Map.of()))
                .containsExactly(
                        "x.properties: stream.interval=2: means nothing with source=kafka");
        assertThat(faultsOf(SYNTHETIC, Map.of("source.rate", "400")))
                .containsExactly("--set: source.rate=400: means nothing with source=synthetic");
    }
}
