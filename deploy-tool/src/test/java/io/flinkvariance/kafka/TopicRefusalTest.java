package io.flinkvariance.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when there is no topic for a run. */
class TopicRefusalTest {
    private static final Map<String, String> PLAIN =
            Map.of("source.bootstrapServers", "there:9092");
    private static final Map<String, String> SECURED =
            Map.of(
                    "source.bootstrapServers",
                    "there:9092",
                    "source.kafkaConfig",
                    "client.properties");

    private static DeployException refusal(Map<String, String> properties, String kind) {
        return of(properties).exception(kind, "so it is");
    }

    private static TopicRefusal of(Map<String, String> properties) {
        Scenario scenario = Scenarios.of("kafka-healthy", properties);
        return new TopicRefusal(FoundBroker.of(scenario), scenario.sourceKafkaConfig(), "t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unreachable|CLUSTER_STATE|[there:9092] making topic t: no Kafka answers: so it is."
                        + " Try: start it, or another security.protocol in client.properties, or leave"
                        + " out source.bootstrapServers for a broker of the run's own",
                "exists|CLUSTER_STATE|[there:9092] making topic t: it is there already, and a run"
                        + " fills and removes one of its own. Try: leave out source.topic",
                "tls|FAILED|[there:9092] making topic t: no TLS connection: so it is. Try:"
                        + " ssl.truststore.location and security.protocol in client.properties",
                "login|FAILED|[there:9092] making topic t: the login was refused: so it is. Try:"
                        + " sasl.jaas.config and sasl.mechanism in client.properties",
                "denied|FAILED|[there:9092] making topic t: this user may not: so it is. Try: ACLs"
                        + " for topics and groups with the prefix flink-variance-: Create, Describe,"
                        + " Read, Write and Delete",
                "config|USAGE|client.properties: so it is",
                "failed|FAILED|starting Kafka: so it is"
            })
    void saysWhatFailedAndWhatToTry(String kind, ExitCode code, String message) {
        assertThat(refusal(SECURED, kind)).hasMessage(message);
        assertThat(refusal(SECURED, kind).exitCode()).isEqualTo(code);
    }

    @Test
    void saysHowATopicThatIsLeftIsRemovedWithTheSameLogin() {
        assertThat(of(PLAIN).left("so it is"))
                .hasMessage(
                        "[there:9092] removing topic t: so it is. Try: kafka-topics.sh"
                                + " --bootstrap-server there:9092 --delete --topic t");
        assertThat(of(SECURED).left("so it is"))
                .hasMessageEndingWith(
                        "Try: kafka-topics.sh --bootstrap-server there:9092 --command-config"
                                + " client.properties --delete --topic t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unreachable|[there:9092] making topic t: no Kafka answers: so it is. Try: start"
                        + " it, or --kafka-config if it wants TLS or a login, or leave out"
                        + " source.bootstrapServers for a broker of the run's own",
                "login|[there:9092] making topic t: the login was refused: so it is. Try:"
                        + " sasl.jaas.config and sasl.mechanism in a file for --kafka-config",
                "config|[there:9092] making topic t: so it is"
            })
    void namesTheOptionWhereThereIsNoFile(String kind, String message) {
        assertThat(refusal(PLAIN, kind)).hasMessage(message);
    }
}
