package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.kafka.FoundBroker;
import io.flinkvariance.kafka.KafkaFeed;
import io.flinkvariance.kafka.SecuredBroker;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that read a topic of a broker which wants TLS or a login, from the command line. */
class KafkaLoginIT {
    private static final int RECORDS = 1000;

    @TempDir private static Path there;
    private static SecuredBroker broker;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(there);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private CliRun run(String address, Path config) {
        return BoundedTopic.run(
                RECORDS,
                folder,
                "--set",
                "source.bootstrapServers=" + address,
                "--kafka-config",
                config.toString());
    }

    private void requireThatEachRecordCameOnce(CliRun run) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        Path result = files().stream().filter(file -> file.endsWith("run.json")).findFirst().get();
        JsonNode json = new ObjectMapper().readTree(Files.readString(result));
        assertThat(json.at("/delivery/delivered").asInt()).isEqualTo(RECORDS);
        assertThat(json.at("/delivery/exact").asBoolean()).isTrue();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void requireThatNothingTells(String secret, CliRun run) throws IOException {
        assertThat(run.out()).doesNotContain(secret);
        assertThat(run.err()).doesNotContain(secret);
        assertThat(files()).noneMatch(file -> content(file).contains(secret));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void readsATopicWithALoginThatNothingTellsAfterwards() throws Exception {
        CliRun run = run(broker.loginAddress(), broker.loginWith(SecuredBroker.PASSWORD));

        requireThatEachRecordCameOnce(run);
        requireThatNothingTells(SecuredBroker.PASSWORD, run);
        assertThat(files())
                .as("how the consumer was made is in Flink's log")
                .anyMatch(file -> content(file).contains("sasl.jaas.config = [hidden]"));
        assertThat(run.err()).contains("others can read it");
    }

    /** By the consumer of Kafka 2.0.1 in the job, and by the clients of 3.9 beside it. */
    @Test
    void readsATopicWithALoginByScram() throws Exception {
        CliRun run = run(broker.loginAddress(), broker.loginByScram());

        requireThatEachRecordCameOnce(run);
        requireThatNothingTells(SecuredBroker.PASSWORD, run);
    }

    @Test
    void readsATopicOverTls() throws Exception {
        requireThatEachRecordCameOnce(run(broker.tlsAddress(), broker.trusting()));
    }

    /** What a run says before it submits anything; no Flink has to be there for it. */
    private String refusal(String address, Path config) throws Exception {
        Scenario scenario =
                Scenarios.of(
                        "kafka-healthy",
                        Map.of(
                                "source.bootstrapServers",
                                address,
                                "source.topic",
                                "t",
                                "source.kafkaConfig",
                                config.toString()));
        return catchThrowableOfType(
                        OperationFailedException.class,
                        () ->
                                KafkaFeed.open(
                                        scenario,
                                        FoundBroker.of(scenario),
                                        KitHome.locate().embeddedKafka(),
                                        folder))
                .getMessage();
    }

    @Test
    void saysThatTheLoginIsRefused() throws Exception {
        Path config = broker.loginWith("wrong-4711");

        assertThat(refusal(broker.loginAddress(), config))
                .isEqualTo(
                        "[%s] making topic t: the login was refused: Authentication failed: Invalid username or password. Try: sasl.jaas.config and sasl.mechanism in %s"
                                .formatted(broker.loginAddress(), config));
    }

    @Test
    void saysThatNobodyKnowsTheCertificate() throws Exception {
        Path config = broker.trustingOthers();

        assertThat(refusal(broker.tlsAddress(), config))
                .startsWith(
                        "[%s] making topic t: no TLS connection: SSL handshake failed: "
                                .formatted(broker.tlsAddress()))
                .contains("unable to find valid certification path to requested target")
                .endsWith("Try: ssl.truststore.location and security.protocol in " + config);
    }
}
