package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import io.flinkvariance.result.RunSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs, from the command line to the files, on an embedded Flink. */
class EmbeddedRunIT {
    /** Two subtasks of 2 and 8 ms: full buffers after 5 s, bursts 4 s apart. */
    private static final List<String> QUICK_STRAGGLER =
            List.of(
                    "run",
                    "constant-straggler",
                    "--set",
                    "stream.parallelism=2",
                    "--set",
                    "nums.min=2",
                    "--set",
                    "nums.range=1",
                    "--set",
                    "straggler.waitMillis=8");

    @TempDir private Path folder;

    private CliRun run(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        all.addAll(List.of("--target", "embedded", "--output", folder.toString()));
        return CliRun.of(all.toArray(String[]::new));
    }

    private Path onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
            List<Path> all = runs.toList();
            assertThat(all).hasSize(1);
            Path run = all.get(0);
            assertThat(RunSchema.violations(Files.readString(run.resolve("run.json")))).isEmpty();
            return run;
        }
    }

    @ParameterizedTest(name = "{0}, {1} TaskManagers")
    @CsvSource({
        "rebalance, 1",
        "rebalance, 3",
        "least-backlog, 1",
        "least-backlog, 3",
        "power-of-two, 1",
        "power-of-two, 3",
        "least-delay, 3",
        "rescale, 1",
        "shuffle, 1"
    })
    void deliversEveryRecordOnce(String partitioner, String workers) throws Exception {
        CliRun run =
                run(
                        List.of("run", "bad-straggler", "--workers", workers, "--json"),
                        "--set",
                        "stream.limit=5000",
                        "--set",
                        "stream.interval=1",
                        "--set",
                        "nums.min=0",
                        "--set",
                        "straggler.waitMillis=5",
                        "--set",
                        "stream.partitioner=" + partitioner);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.at("/phases/0/recordsEmitted").asInt()).isEqualTo(5000);
        assertThat(result.at("/phases/0/recordsProcessed").asInt()).isEqualTo(5000);
        assertThat(result.at("/delivery/delivered").asInt()).isEqualTo(5000);
        assertThat(result.at("/delivery/outOfOrder").asInt()).isZero();
        assertThat(result.at("/delivery/exact").asBoolean()).isTrue();
        assertThat(result.path("ended").asText()).isEqualTo("finished");
        assertThat(result.path("partitioner").asText()).isEqualTo(partitioner);
        assertThat(result.at("/cluster/taskManagers").asText()).isEqualTo(workers);
    }

    @Test
    void deliversEveryRecordOnceWhereManyAreUnderWayAtOnce() throws Exception {
        CliRun run =
                run(
                        List.of("run", "constant-straggler", "--json"),
                        "--set",
                        "stream.limit=1600",
                        "--set",
                        "stream.asyncCapacity=16",
                        "--set",
                        "stream.partitioner=least-backlog");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.at("/phases/0/recordsEmitted").asInt()).isEqualTo(1600);
        assertThat(result.at("/phases/0/recordsProcessed").asInt()).isEqualTo(1600);
        assertThat(result.at("/delivery/delivered").asInt()).isEqualTo(1600);
        assertThat(result.at("/delivery/outOfOrder").isNull()).isTrue();
        assertThat(result.at("/delivery/exact").asBoolean()).isTrue();
    }

    @Test
    void deliversEveryRecordOfAStragglerThatChanges() throws Exception {
        CliRun run =
                run(
                        List.of("run", "recovering-straggler", "--json"),
                        "--set",
                        "stream.limit=1500",
                        "--set",
                        "straggler.schedule=0s:0,2s:none");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.at("/delivery/delivered").asInt()).isEqualTo(1500);
        assertThat(result.at("/delivery/exact").asBoolean()).isTrue();
    }

    @Test
    void allSubtasksOfOneTaskManagerAreSlowAndNoOthers() throws Exception {
        CliRun run =
                run(
                        List.of("run", "hot-host", "--workers", "2", "--json"),
                        "--set",
                        "stream.partitioner=least-backlog",
                        "--set",
                        "stream.limit=3000",
                        "--set",
                        "nums.min=2",
                        "--set",
                        "nums.range=1",
                        "--set",
                        "straggler.waitMillis=20");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode subtasks = new ObjectMapper().readTree(run.out()).at("/phases/0/subtasks");
        assertThat(subtasks).hasSize(4);
        String hot = subtasks.at("/0/host").asText();
        int slow = 0;
        for (JsonNode subtask : subtasks) {
            double millis = subtask.path("meanServiceMillis").asDouble();
            if (subtask.path("host").asText().equals(hot)) {
                slow++;
                assertThat(millis).isGreaterThanOrEqualTo(20);
            } else {
                assertThat(millis).isLessThan(20);
            }
        }
        assertThat(slow).isEqualTo(2);
    }

    @Test
    void aRouterThatLooksAtQueuesGivesTheFastSubtaskWhatTheStragglerCannotTake() throws Exception {
        CliRun run =
                run(
                        QUICK_STRAGGLER,
                        "--set",
                        "stream.partitioner=least-backlog",
                        "--set",
                        "stream.limit=4000",
                        "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode subtasks = new ObjectMapper().readTree(run.out()).at("/phases/0/subtasks");
        double slow = subtasks.at("/0/meanServiceMillis").asDouble();
        double fast = subtasks.at("/1/meanServiceMillis").asDouble();
        double timesTheSlow =
                subtasks.at("/1/perSecond").asDouble() / subtasks.at("/0/perSecond").asDouble();
        assertThat(subtasks.at("/0/perSecond").asDouble()).isPositive();
        // Under round-robin both have the same share; as many times as much as the other needs for
        // a record is possible: four at 2 and 8 ms, and less where the machine lengthens both.
        assertThat(timesTheSlow)
                .as(subtasks.toString())
                .isGreaterThan(1 + (slow / fast - 1) / 3)
                .isGreaterThan(1.1);
    }

    @Test
    void measuresWhatTheSubtasksOwnTimesExplain() throws Exception {
        CliRun run = run(QUICK_STRAGGLER, "--duration", "20s");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("measured, mean ± 95 %")
                .contains("◄ hotspot")
                .contains("Subtask 0 is the hotspot");
        JsonNode result = new ObjectMapper().readTree(onlyRun().resolve("run.json").toFile());
        // Not with the forecast, which is made before the run: a machine that others use as well
        // is another one a minute later.
        double explained = result.at("/phases/0/throughput/explainedPerSecond").asDouble();
        double interval = result.at("/phases/0/throughput/ci95").asDouble();
        assertThat(result.at("/phases/0/throughput/mean").asDouble())
                .isCloseTo(explained, within(0.05 * explained + interval));
        assertThat(result.at("/phases/0/hotspot").asInt()).isZero();
        assertThat(result.at("/phases/0/restarts").asInt()).isZero();
        assertThat(result.at("/phases/0/subtasks/0/capacity").asDouble()).isGreaterThan(0.9);
        assertThat(result.at("/phases/0/recordsEmitted").asLong())
                .isGreaterThanOrEqualTo(result.at("/phases/0/recordsProcessed").asLong());
        double windowRecords =
                result.at("/phases/0/throughput/mean").asDouble()
                        * result.at("/phases/0/throughput/windowSeconds").asDouble();
        JsonNode latency = result.at("/phases/0/latency");
        assertThat(run.out()).contains("all, from emission").contains("all, from schedule");
        assertThat(latency.at("/notMeasured").isNull()).as(latency.toString()).isTrue();
        assertThat(latency.at("/oneIn").asInt()).isOne();
        assertThat(latency.at("/records").asDouble())
                .isCloseTo(windowRecords, within(0.1 * windowRecords));
        assertThat(latency.at("/subtasks/0/fromEmission/p50").asDouble())
                .as("behind the straggler, as against elsewhere: %s", latency)
                .isGreaterThan(3 * latency.at("/subtasks/1/fromEmission/p50").asDouble());
        assertThat(onlyRun())
                .isDirectoryContaining("glob:**/samples.csv")
                .isDirectoryContaining("glob:**/flink.log")
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/constant-straggler.properties");

        CliRun again = CliRun.of("analyze", onlyRun().resolve("samples.csv").toString(), "--json");
        assertThat(new ObjectMapper().readTree(again.out()).at("/throughput/mean").asDouble())
                .as("the recorded samples, judged again")
                .isCloseTo(result.at("/phases/0/throughput/mean").asDouble(), within(0.001));
    }

    @Test
    void takesATransientForNoResult() throws Exception {
        CliRun run = run(QUICK_STRAGGLER, "--max-time", "4s");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("constant-straggler: no steady state after 4 s, so no result");
        JsonNode result = new ObjectMapper().readTree(onlyRun().resolve("run.json").toFile());
        assertThat(result.at("/phases/0/steadyState").asBoolean()).isFalse();
        assertThat(result.at("/phases/0/steadyStateReason").asText()).isNotBlank();
        assertThat(result.at("/phases/0/throughput").isNull()).isTrue();
        SampleSeries samples = SamplesCsv.read(onlyRun().resolve("samples.csv"));
        assertThat(samples.size()).isBetween(1, 20);
    }

    @Test
    void blamesNobodyForABoundedRunThatHadNoTimeToEnd() {
        CliRun run =
                run(
                        List.of("run", "constant-straggler", "--max-time", "3s"),
                        "--set",
                        "stream.limit=100000");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .last()
                .asString()
                .matches(
                        "constant-straggler: gave up after 3 s: \\d+ records of 100000 were emitted\\."
                                + " Try: a longer --max-time");
    }

    @Test
    void saysWhatToTypeWhereBuffersHideTheStragglerForTooLong() {
        CliRun run =
                run(
                        List.of("run", "constant-straggler", "--max-time", "3s"),
                        "--flink-conf",
                        "taskmanager.memory.segment-size=32kb",
                        "--flink-conf",
                        "taskmanager.network.memory.floating-buffers-per-gate=8");
        String words =
                "Try: --flink-conf taskmanager.memory.segment-size=4096 --flink-conf"
                        + " taskmanager.network.memory.floating-buffers-per-gate=1; or ";

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err().lines())
                .anyMatch(
                        line ->
                                line.matches(
                                        "That is longer than --max-time leaves for it, 3 s, so expect"
                                                + " no result\\. "
                                                + words
                                                + "--max-time \\d\\dm"))
                .last()
                .asString()
                .startsWith("constant-straggler: no steady state after 3 s, so no result: ")
                .endsWith(". " + words + "a longer --max-time");
    }

    @Test
    void takesWhatFlinkRefusesForAWrongCommandLine() {
        CliRun run = run(List.of("run", "bad-straggler", "--flink-conf", "rest.port=99999"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--flink-conf: rest.port: ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesFewerSlotsThanSubtasksBeforeFlinkStarts() {
        CliRun run =
                run(
                        List.of(
                                "run",
                                "bad-straggler",
                                "--flink-conf",
                                "taskmanager.numberOfTaskSlots=3"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(
                        "--flink-conf: taskmanager.numberOfTaskSlots=3: that makes 3 slots, and 4 are"
                                + " needed, one for each subtask. Try: leave the key out\n");
        assertThat(folder).isEmptyDirectory();
    }
}
