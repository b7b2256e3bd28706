package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
    @TempDir private Path folder;

    private static CliRun simulate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate", "constant-straggler"));
        all.addAll(List.of(arguments));
        return CliRun.of(all.toArray(String[]::new));
    }

    @Test
    void predictsThroughputCollapseAndWhatIsInFlight() {
        CliRun run = simulate("--seed", "1", "--overshoot", "0.1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList())
                .startsWith(
                        "constant-straggler   records/s   ± 95 %   source waits, s   collapse, s"
                                + "   period, s   in flight   for, s   p99, s")
                .anyMatch(line -> line.matches("seed 1 +79\\.\\d .* 5\\.7 +19 .* 22\\.\\d .*"))
                .anyMatch(line -> line.startsWith("arithmetic "))
                .noneMatch(line -> line.startsWith("mean "))
                .endsWith("Simulated: 1000 s, buffers 4096/2/1, sleep overshoot 0.100 ms.");
    }

    @Test
    void saysHowLongTheQueuesTakeToGoWhenTheStragglerRecovers() {
        CliRun run =
                CliRun.of("simulate", "recovering-straggler", "--seed", "1", "--overshoot", "0.1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .containsPattern(
                        "The queues are gone \\d+ s after the straggler's last change\\.\n");
        assertThat(simulate("--seed", "1", "--overshoot", "0.1").out()).doesNotContain("queues");
    }

    @Test
    void saysTheSameAgainWithTheSameSeed() {
        String[] arguments = {"--seed", "-7", "--overshoot", "0", "--repeat", "2", "--json"};

        assertThat(simulate(arguments).out())
                .isEqualTo(simulate(arguments).out())
                .contains("\"seed\" : -7")
                .contains("\"sleepOvershootMillis\" : 0.0");
    }

    @Test
    void meansOverRepeatedRuns() {
        CliRun run = simulate("--repeat", "3", "--overshoot", "0.1", "--seed", "1");

        assertThat(run.out().lines().filter(line -> line.startsWith("seed "))).hasSize(3);
        assertThat(run.out().lines()).anyMatch(line -> line.matches("mean +79\\.\\d .*"));
    }

    @Test
    void writesSamplesThatAreJudgedAsThoseOfARealRun() {
        String seed = "1";
        CliRun simulated =
                simulate("--seed", seed, "--overshoot", "0.1", "--output", folder.toString());
        CliRun analyzed = CliRun.of("analyze", folder.resolve(seed + ".csv").toString());

        assertThat(simulated.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(analyzed.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(analyzed.out()).startsWith("Steady: 79.8 ± ");
    }

    @Test
    void routesAsTheScenarioSaysAndAmongAsManyTaskManagersAsTold() {
        CliRun leastBacklog =
                simulate(
                        "--set",
                        "stream.partitioner=least-backlog",
                        "--overshoot",
                        "0.1",
                        "--workers",
                        "2",
                        "--json");

        assertThat(leastBacklog.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(leastBacklog.out())
                .contains("\"taskManagers\" : 2")
                .contains("\"secondsUntilCollapse\" : null")
                .containsPattern("\"perSecond\" : 44\\d\\.");
    }

    @Test
    void takesAsManySubtasksAsTold() {
        CliRun run = simulate("--parallelism", "2", "--seed", "1", "--overshoot", "0.1", "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("\"stream.parallelism\" : \"2\"")
                .containsPattern("\"perSecond\" : 39\\.[89]");
    }

    @Test
    void saysThatTheArithmeticDoesNotHoldForTooFewBuffers() {
        String few = "taskmanager.network.memory.buffers-per-channel=1";
        CliRun run = simulate("--seed", "1", "--overshoot", "0.1", "--flink-conf", few);

        assertThat(run.out())
                .endsWith(
                        "With fewer than two buffers a channel subtasks are idle while the source"
                                + " waits for one: the arithmetic does not count that.\n");
    }

    @Test
    void failsWhereThereIsNoSteadyStateYet() {
        CliRun run = simulate("--duration", "10s", "--seed", "5", "--overshoot", "0.1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .startsWith("seed 5: not steady: ")
                .endsWith(". Try: a longer --duration\n");
        assertThat(run.out()).contains("seed 5").contains("–");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "--seed one § --seed one: expected a whole number",
                "--overshoot -1 § --overshoot -1: expected milliseconds, 0 to 9999, such as 0.1",
                "--repeat 0 § --repeat 0: expected a whole number from 1 to 1000",
                "--duration 500ms § --duration 500ms: expected 1s to 1625000s, with 4 subtasks in one"
                        + " run",
                "--duration 999999999h --repeat 2 § --duration 999999999h: expected 1s to 812500s, with"
                        + " 4 subtasks in 2 runs",
                "--duration 99999999999s § --duration 99999999999s: expected a time such as 90s, 10m or"
                        + " 1h",
                "--parallelism 10000 § --duration 1000s: expected 1s to 650s, with 10000 subtasks in one"
                        + " run",
                "--parallelism 0 § --set: stream.parallelism=0: expected a whole number from 1 to 32768",
                "--parallelism 99999999999 § --set: stream.parallelism=99999999999: expected a whole"
                        + " number from 1 to 32768",
                "--parallelism 8 --set stream.parallelism=8 § --set stream.parallelism: the key is given"
                        + " twice",
                "--workers 0 § --workers 0: expected a whole number from 1 to 16",
                "--workers 99999999999 § --workers 99999999999: expected a whole number from 1 to 16",
                "--workers 2 --parallelism 1000 --flink-conf"
                        + " taskmanager.network.memory.buffers-per-channel=32768 §"
                        + " constant-straggler: 1000 channels with buffers 4096/32768/1 hold too much at"
                        + " a time to be simulated",
                "--set stream.partitioner=least-backlog --flink-conf"
                        + " taskmanager.memory.segment-size=1073741824 § constant-straggler: 4 channels"
                        + " with buffers 1073741824/2/1 hold too much at a time to be simulated",
            })
    void saysWhichValueIsWrong(String options, String message) {
        CliRun run = simulate(options.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isEqualTo(message + "\n");
    }

    @Test
    void refusesAFolderThatIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        CliRun run = simulate("--output", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo("--output " + file + ": not a folder that can be written to\n");
    }
}
