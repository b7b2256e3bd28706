package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a scenario that reads a topic without running it. */
class KafkaForecastTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"local", "cluster"})
    void targetsThatDoNotRunItYetRefuseItBeforeAnythingIsStarted(String target) {
        CliRun run =
                target.equals("local")
                        ? CliRun.of(
                                "run", "kafka-straggler", "--target", target, "--flink-home", ".")
                        : CliRun.of("run", "kafka-straggler", "--target", target);

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains(
                        "--target %s: kafka-straggler has source=kafka, which this target does not run yet. Try: --target embedded"
                                .formatted(target));
    }
}
