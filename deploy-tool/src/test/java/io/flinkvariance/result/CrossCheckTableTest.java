package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.crosscheck.CrossCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossCheckTableTest {
    private static final CrossCheck PARTLY =
            new CrossCheck(
                    "http://db:8086/flink",
                    new CrossCheck.Rate(null, null, null),
                    List.of(
                            new CrossCheck.Rate(19.94, 19.9, -0.002),
                            new CrossCheck.Rate(null, null, null)),
                    new CrossCheck.Records(8000, 8003L),
                    List.of("InfluxDB has no series of subtask 1: no reporter"));

    @Test
    void showsTheCountersBesideEachOtherAndNeverAZeroForWhatIsMissing() {
        assertThat(CrossCheckTable.of(PARTLY))
                .isEqualTo(
                        """
                        cross-check, records/s   job's own   InfluxDB   difference
                        ──────────────────────────────────────────────────────────
                        all subtasks                     –          –            –
                        subtask 0                     19.9       19.9       -0.2 %
                        subtask 1                        –          –            –

                        Records in all: 8000 by the job's own counters, 8003 by Flink's over REST.
                        Warning: InfluxDB has no series of subtask 1: no reporter
                        """);
    }

    @Test
    void hasOnlyTheReasonWhereNothingWasChecked() {
        CrossCheck unknown =
                new CrossCheck("db", null, List.of(), null, List.of("not cross-checked: down"));

        assertThat(CrossCheckTable.of(unknown)).isEqualTo("Warning: not cross-checked: down\n");
    }

    @Test
    void isPartOfTheResult(@TempDir Path folder) throws Exception {
        RunResult result = Results.checked(PARTLY);
        Path file = Files.writeString(folder.resolve("run.json"), ResultJson.text(result));

        JsonNode check = new ObjectMapper().readTree(file.toFile()).path("crossCheck");
        assertThat(check.path("influxdb").asText()).isEqualTo("http://db:8086/flink");
        assertThat(check.path("agrees").asBoolean(true)).isFalse();
        assertThat(check.at("/throughput/influxdbPerSecond").isNull()).isTrue();
        assertThat(check.at("/subtasks/0/jobPerSecond").asDouble()).isEqualTo(19.94);
        assertThat(check.at("/subtasks/0/influxdbPerSecond").asDouble()).isEqualTo(19.9);
        assertThat(check.at("/subtasks/0/difference").asDouble()).isEqualTo(-0.002);
        assertThat(check.at("/records/rest").asLong()).isEqualTo(8003);
        assertThat(check.at("/warnings/0").asText()).startsWith("InfluxDB has no series");
        assertThat(RunFile.read(file)).isEqualTo(result);
    }
}
