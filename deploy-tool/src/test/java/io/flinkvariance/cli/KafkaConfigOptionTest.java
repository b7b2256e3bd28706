package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused of a file for Kafka's clients before anything is started. */
class KafkaConfigOptionTest {
    private static final String BROKER = "source.bootstrapServers=127.0.0.1:1";

    @TempDir private Path folder;

    private String refusal(String scenario, String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "run",
                                scenario,
                                "--target",
                                "embedded",
                                "--output",
                                folder.resolve("none").toString()));
        all.addAll(List.of(more));
        CliRun run = CliRun.of(all.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("none")).doesNotExist();
        return run.err().strip();
    }

    private Path file(String content) throws Exception {
        return Files.writeString(folder.resolve("client.properties"), content);
    }

    @Test
    void aScenarioThatReadsNoTopic() {
        assertThat(refusal("bad-straggler", "--kafka-config", "x"))
                .isEqualTo(
                        "--kafka-config: bad-straggler reads no topic. Try: kafka-straggler, or"
                                + " without it");
    }

    @Test
    void aBrokerOfTheRunsOwn() {
        assertThat(refusal("kafka-healthy", "--kafka-config", "x"))
                .isEqualTo(
                        "--kafka-config: a broker of the run's own wants neither TLS nor a login."
                                + " Try: --set source.bootstrapServers=HOST:9092, or without it");
    }

    @Test
    void aFileThatIsNotThereOrAFolder() {
        String there = folder.toAbsolutePath().toString();

        assertThat(refusal("kafka-healthy", "--set", BROKER, "--kafka-config", there + "/x"))
                .isEqualTo(
                        there
                                + "/x: there is no such file. Try: the properties file that Kafka's"
                                + " own tools take");
        assertThat(refusal("kafka-healthy", "--set", BROKER, "--kafka-config", there))
                .isEqualTo(
                        there
                                + ": cannot be read: it is a folder. Try: the properties file that"
                                + " Kafka's own tools take");
    }

    @Test
    void aKeyThatTheRunSets() throws Exception {
        Path file = file("sasl.jaas.config=geheim\nauto.offset.reset=latest\n");

        assertThat(refusal("kafka-healthy", "--set", BROKER, "--kafka-config", file.toString()))
                .isEqualTo(file + ": auto.offset.reset: a run sets it itself. Try: no such line");
    }

    @Test
    void theSameInAScenario() throws Exception {
        Path file = file("group.id=mine\n");

        assertThat(refusal("kafka-healthy", "--set", BROKER, "--set", "source.kafkaConfig=" + file))
                .isEqualTo(file + ": group.id: a run sets it itself. Try: no such line");
    }

    @Test
    void twoFiles() throws Exception {
        Path file = file("");

        assertThat(
                        refusal(
                                "kafka-healthy",
                                "--set",
                                BROKER,
                                "--set",
                                "source.kafkaConfig=" + file,
                                "--kafka-config",
                                file.toString()))
                .isEqualTo(
                        "--kafka-config: kafka-healthy has source.kafkaConfig=%s already. Try: one of the two"
                                .formatted(file));
    }

    @Test
    void aNameThatNoScenarioCouldHave() {
        assertThat(refusal("kafka-healthy", "--set", BROKER, "--kafka-config", "a\\b"))
                .isEqualTo(
                        "--kafka-config a\\b: expected the path of a file, without a backslash in"
                                + " it");
    }
}
