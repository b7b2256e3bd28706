package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a scenario that reads a topic without running it. */
class KafkaForecastTest {
    @TempDir private Path folder;

    @Test
    void theModelSaysWhenTheLagWillShowAndHowFastItWillGrow() {
        CliRun run = CliRun.of("model", "kafka-straggler", "--overshoot", "0.1");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .endsWith(
                        "The lag will show after about 31.9 s, when the buffers are full, and grow"
                                + " by 320 records/s from then on.\n");
        assertThat(
                        CliRun.of(
                                        "model",
                                        "kafka-healthy",
                                        "--overshoot",
                                        "0.1",
                                        "--set",
                                        "source.rate=40")
                                .out())
                .contains("No lag will show: the source can read all that is written.");
        assertThat(CliRun.of("model", "constant-straggler", "--overshoot", "0.1").out())
                .doesNotContain("lag");
    }

    @Test
    void theSimulationSaysIt() {
        CliRun run = CliRun.of("simulate", "kafka-straggler", "--overshoot", "0.1", "--seed", "1");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("Lag, simulated: shows after 32 s, grows by 320 records/s.");
        assertThat(
                        CliRun.of(
                                        "simulate",
                                        "kafka-straggler",
                                        "--set",
                                        "stream.partitioner=least-backlog",
                                        "--overshoot",
                                        "0.1",
                                        "--seed",
                                        "1")
                                .out())
                .contains("No lag shows in the simulation.");
        assertThat(
                        CliRun.of(
                                        "simulate",
                                        "constant-straggler",
                                        "--overshoot",
                                        "0.1",
                                        "--seed",
                                        "1")
                                .out())
                .doesNotContain("Lag");
    }

    @Test
    void theSimulationHasASourceOfOneSubtask() {
        CliRun run = CliRun.of("simulate", "kafka-straggler", "--set", "source.parallelism=4");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains(
                        "source.parallelism=4: only a source of one subtask is simulated. Try: --set"
                                + " source.parallelism=1");
    }

    @Test
    void aClusterNeedsABrokerThatItReaches() throws Exception {
        Path properties =
                Files.writeString(
                        folder.resolve("cluster.properties"),
                        """
                        ssh.host=boss
                        ssh.user=flink
                        ssh.knownHosts=known_hosts
                        flink.home=/opt/flink/current
                        """);
        CliRun run = CliRun.of("run", "kafka-straggler", "--cluster", properties.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains(
                        "--target cluster: kafka-straggler reads a topic, and a broker of the run's own"
                                + " is only reached from this machine. Try: a host in the group kafka"
                                + " of the inventory and ansible-playbook site.yml, or --set"
                                + " source.bootstrapServers=HOST:9092, of a Kafka that the cluster's"
                                + " nodes and this machine reach");
    }

    @Test
    void aSessionOnYarnIsRefusedATopicOfTheRunsOwn() {
        CliRun yarn = CliRun.of("run", "kafka-straggler", "--target", "yarn");

        assertThat(yarn.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(yarn.err())
                .contains(
                        "--target yarn: kafka-straggler reads a topic, and a broker of the run's own is"
                                + " only reached from this machine. Try: --set"
                                + " source.bootstrapServers=HOST:9092, of a Kafka that all nodes and"
                                + " this machine reach");
    }

    @Test
    void whatCannotHaveATopicRefusesItBeforeAnythingIsStarted() {
        CliRun push = CliRun.of("push", "kafka-straggler");

        assertThat(push.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(push.err())
                .contains(
                        "push: kafka-straggler has source=kafka, which is not done there. Try: --target"
                                + " embedded");
    }
}
