package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, from the command line to the files, on an embedded Flink. */
class EmbeddedRunIT {
    @TempDir private Path folder;

    private EmbeddedRuns runs() {
        return new EmbeddedRuns(folder);
    }

    @Test
    void allSubtasksOfOneTaskManagerAreSlowAndNoOthers() throws Exception {
        CliRun run =
                runs().run(
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
    void measuresWhatTheSubtasksOwnTimesExplain() throws Exception {
        CliRun run = runs().run(EmbeddedRuns.QUICK_STRAGGLER, "--duration", "20s");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("measured, mean ± 95 %")
                .contains("◄ hotspot")
                .contains("Subtask 0 is the hotspot");
        JsonNode result = runs().result();
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
        assertThat(runs().only())
                .isDirectoryContaining("glob:**/samples.csv")
                .isDirectoryContaining("glob:**/flink.log")
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/constant-straggler.properties");

        CliRun again =
                CliRun.of("analyze", runs().only().resolve("samples.csv").toString(), "--json");
        assertThat(new ObjectMapper().readTree(again.out()).at("/throughput/mean").asDouble())
                .as("the recorded samples, judged again")
                .isCloseTo(result.at("/phases/0/throughput/mean").asDouble(), within(0.001));
    }

    @Test
    void takesATransientForNoResult() throws Exception {
        CliRun run = runs().run(EmbeddedRuns.QUICK_STRAGGLER, "--max-time", "4s");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("constant-straggler: no steady state after 4 s, so no result");
        JsonNode result = runs().result();
        assertThat(result.at("/phases/0/steadyState").asBoolean()).isFalse();
        assertThat(result.at("/phases/0/steadyStateReason").asText()).isNotBlank();
        assertThat(result.at("/phases/0/throughput").isNull()).isTrue();
        SampleSeries samples = SamplesCsv.read(runs().only().resolve("samples.csv"));
        assertThat(samples.size()).isBetween(1, 20);
    }

    @Test
    void blamesNobodyForABoundedRunThatHadNoTimeToEnd() {
        CliRun run =
                runs().run(
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
                runs().run(
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
        CliRun run = runs().run(List.of("run", "bad-straggler", "--flink-conf", "rest.port=99999"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--flink-conf: rest.port: ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesFewerSlotsThanSubtasksBeforeFlinkStarts() {
        CliRun run =
                runs().run(
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
