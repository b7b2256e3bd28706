package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.nio.file.Path;
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
    void aJobThatReadsATopic() {
        assertThat(refusal("kafka-straggler", "--target", "embedded", "--rescale", "8"))
                .contains(
                        "--rescale: kafka-straggler has source=kafka, and only a job that makes its"
                                + " records itself is rescaled yet");
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

    @Test
    void aTargetOnWhichItWasNeverTried() {
        assertThat(refusal("constant-straggler", "--target", "yarn", "--rescale", "8"))
                .contains("--target yarn: --rescale is not done there yet. Try: --target embedded");
    }
}
