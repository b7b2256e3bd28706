package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a rescale before anything is started. */
class RescaleOptionTest {
    @TempDir private Path folder;

    private String refusal(String scenario, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "run";
        all[1] = scenario;
        all[2] = "--output";
        all[3] = folder.toString();
        System.arraycopy(more, 0, all, 4, more.length);
        CliRun run = CliRun.of(all);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        return run.err().lines().filter(line -> line.contains("--rescale")).findFirst().orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "32769", "four"})
    void whatIsNoParallelismOfFlinks(String parallelism) {
        assertThat(refusal("constant-straggler", "--target", "embedded", "--rescale", parallelism))
                .contains("--rescale " + parallelism + ": expected a whole number from 1 to 32768");
    }

    @Test
    void theParallelismThatThereIs() {
        assertThat(refusal("constant-straggler", "--target", "embedded", "--rescale", "4"))
                .contains(
                        "--rescale 4: constant-straggler has 4 subtasks already. Try: another number");
    }

    @Test
    void aStragglerThatChanges() {
        assertThat(refusal("recovering-straggler", "--target", "embedded", "--rescale", "8"))
                .isEqualTo(
                        "--rescale: the straggler of recovering-straggler changes, and its schedule"
                                + " would begin anew after it. Try: a scenario without"
                                + " straggler.schedule");
    }

    @Test
    void workOfWhichSeveralAreUnderWayAtOnce() {
        assertThat(
                        refusal(
                                "constant-straggler",
                                "--target",
                                "embedded",
                                "--rescale",
                                "8",
                                "--set",
                                "stream.asyncCapacity=4"))
                .isEqualTo(
                        "--rescale: what is under way in constant-straggler by"
                                + " stream.asyncCapacity=4 is worked on again after a savepoint, and"
                                + " counted twice. Try: --set stream.asyncCapacity=0");
    }

    @Test
    void slotsThatAreTooFewForTheMoreOfThem() {
        CliRun run =
                CliRun.of(
                        "run",
                        "constant-straggler",
                        "--output",
                        folder.toString(),
                        "--target",
                        "embedded",
                        "--rescale",
                        "8",
                        "--workers",
                        "2",
                        "--flink-conf",
                        "taskmanager.numberOfTaskSlots=3");

        assertThat(run.err())
                .contains(
                        "--flink-conf: taskmanager.numberOfTaskSlots=3: that makes 6 slots, and 8 are"
                                + " needed, one for each subtask");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTopicWithFewerPartitionsThanTheSourceHasSubtasks() {
        CliRun run =
                CliRun.of(
                        "run",
                        "kafka-straggler",
                        "--set",
                        "source.parallelism=5",
                        "--rescale",
                        "8",
                        "--target",
                        "embedded");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains(
                        "source.parallelism=5: more subtasks than the topic has partitions, 4; the"
                                + " others would read nothing");
    }

    @Test
    void keepsOffsetsInSavepointsWhereNoCheckpointHasThem() {
        Scenario topic = Scenarios.of("kafka-straggler", Map.of());
        Scenario checkpointed =
                Scenarios.of("kafka-straggler", Map.of("stream.checkpointIntervalMillis", "5000"));
        Scenario synthetic = Scenarios.of("constant-straggler", Map.of());
        OptionalInt eight = OptionalInt.of(8);

        assertThat(RescaleOption.prepared(topic, eight).properties())
                .containsEntry("source.offsets", "savepoints");
        assertThat(RescaleOption.prepared(topic, OptionalInt.empty())).isSameAs(topic);
        assertThat(RescaleOption.prepared(checkpointed, eight)).isSameAs(checkpointed);
        assertThat(RescaleOption.prepared(synthetic, eight)).isSameAs(synthetic);
    }

    @Test
    void aCrossCheck() {
        assertThat(
                        refusal(
                                "constant-straggler",
                                "--target",
                                "embedded",
                                "--rescale",
                                "8",
                                "--influxdb",
                                "http://localhost:8086/flink"))
                .contains(
                        "--rescale: a run of two jobs is not cross-checked with InfluxDB yet. Try:"
                                + " --metrics rest");
    }
}
