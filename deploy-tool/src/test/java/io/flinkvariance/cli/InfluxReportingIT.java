package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.influxdb.StubInflux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reporter of an embedded Flink, and a stub for what it writes to. */
class InfluxReportingIT {
    /** Some six seconds: a run that is over sooner may end before its first sample. */
    private static final int RECORDS = 3000;

    private static final String PASSWORD = "not-to-be-seen";

    @TempDir private Path folder;

    private final StubInflux influx = new StubInflux();

    @AfterEach
    void close() {
        influx.close();
    }

    @Test
    void writesTheCountersOfEverySubtaskAndNeverTakesNoAnswerForZero() throws Exception {
        CliRun run =
                CliRun.of(
                        "run",
                        "bad-straggler",
                        "--target",
                        "embedded",
                        "--influxdb",
                        "http://me:%s@%s/flink".formatted(PASSWORD, influx.address().authority()),
                        "--set",
                        "stream.limit=" + RECORDS,
                        "--set",
                        "stream.interval=1",
                        "--set",
                        "nums.min=5",
                        "--set",
                        "straggler.waitMillis=8",
                        "--json",
                        "--output",
                        folder.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        List<String> counts =
                influx.writes().stream()
                        .filter(write -> write.contains("db=flink"))
                        .flatMap(String::lines)
                        .filter(
                                line ->
                                        line.startsWith(
                                                "taskmanager_job_task_operator_numRecordsOut,"))
                        .filter(line -> line.contains("operator_name=work,"))
                        .toList();
        for (int subtask = 0; subtask < 4; subtask++) {
            String tag = "subtask_index=" + subtask + ",";
            assertThat(counts).anyMatch(line -> line.contains(tag) && line.contains(" count="));
        }
        JsonNode check = new ObjectMapper().readTree(run.out()).path("crossCheck");
        assertThat(check.path("agrees").asBoolean()).isFalse();
        assertThat(check.at("/throughput/influxdbPerSecond").isNull()).isTrue();
        assertThat(check.at("/warnings/0").asText())
                .startsWith("InfluxDB has no series of this run: Flink reports to it");
        assertThat(check.at("/records/job").asInt()).isEqualTo(RECORDS);
        assertThat(check.at("/records/rest").asInt()).isEqualTo(RECORDS);
        assertThat(run.err()).contains("Warning: InfluxDB has no series of this run");
        assertPasswordIsNowhere(run);
    }

    private void assertPasswordIsNowhere(CliRun run) throws Exception {
        assertThat(run.out() + run.err()).doesNotContain(PASSWORD);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).anyMatch(file -> file.endsWith("flink.log"));
            for (Path file : all) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(PASSWORD);
            }
        }
    }
}
