package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.crosscheck.CrossCheck;
import io.flinkvariance.scenario.Partitioner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResultJsonTest {
    @Test
    void escapesWhatCannotBeSeenAndLeavesTheValue() throws Exception {
        String name = "a\u00A0b\u001B[31m\u009B2J\u202E\\\u200B\r\n\t\"é";

        String json = ResultJson.text(Map.of("name", name));

        assertThat(json).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u00A0&&[^\n]]");
        assertThat(new ObjectMapper().readTree(json).path("name").asText()).isEqualTo(name);
    }

    @Test
    void hasTheFieldsThatOthersReadResultsBy() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ResultJson.text(Results.constantStraggler()));

        assertThat(json.path("scenario").asText()).isEqualTo("constant-straggler");
        assertThat(json.at("/cluster/target").asText()).isEqualTo("embedded");
        assertThat(json.at("/cluster/flinkVersion").asText()).isEqualTo("1.8.1");
        assertThat(json.at("/cluster/javaVersion").asText()).isEqualTo("17");
        assertThat(json.at("/phases/0/parallelism").asInt()).isEqualTo(4);
        assertThat(json.path("partitioner").asText()).isEqualTo("rebalance");
        assertThat(json.path("startedAt").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.at("/phases/0/load/offeredPerSecond").isNumber()).isTrue();
        assertThat(json.at("/phases/0/throughput/mean").asDouble()).isEqualTo(79.8);
        assertThat(json.at("/phases/0/throughput/ci95").asDouble()).isEqualTo(0.4);
        assertThat(json.at("/phases/0/throughput/windowSeconds").asDouble()).isEqualTo(68.5);
        assertThat(json.at("/phases/0/throughput/explainedPerSecond").asDouble()).isEqualTo(79.81);
        assertThat(json.at("/phases/0/steadyState").asBoolean()).isTrue();
        assertThat(json.at("/phases/0/subtasks/0/index").asInt()).isZero();
        assertThat(json.at("/phases/0/subtasks/0/host").asText()).isEqualTo("node1");
        assertThat(json.at("/phases/0/subtasks/0/perSecond").asDouble()).isEqualTo(19.95);
        assertThat(json.at("/phases/0/subtasks/0/meanServiceMillis").asDouble()).isEqualTo(50.12);
        assertThat(json.at("/phases/0/subtasks/0/capacity").asDouble()).isEqualTo(0.9999);
        assertThat(json.at("/phases/0/model/roundRobinPerSecond").isNumber()).isTrue();
        assertThat(json.at("/phases/0/model/workConservingPerSecond").isNumber()).isTrue();
        assertThat(json.at("/phases/0/model/secondsUntilBackpressure").isNumber()).isTrue();
        assertThat(json.at("/ofMinimal/measured").isNumber()).isTrue();
        assertThat(json.at("/phases/0/recordsEmitted").asLong()).isEqualTo(10_000);
        assertThat(json.at("/phases/0/recordsProcessed").asLong()).isEqualTo(8_000);
        assertThat(json.at("/phases/0/restarts").isInt()).isTrue();
        assertThat(json.path("success").isMissingNode()).isTrue();
        assertThat(json.path("crossCheck").isMissingNode()).isTrue();
        assertThat(json.at("/phases/0/lag").isMissingNode()).isTrue();
    }

    @Test
    void hasTheLagInThePhaseWhoseJobCameToBeBehind() throws Exception {
        RunResult result =
                Results.behindItsTopic(
                        new LagResult(
                                34.0, 35.5, 281.5, 290.0, 12_000L, 14_500L, 900L, 0, null, null,
                                null));
        String json = ResultJson.text(result);

        assertThat(new ObjectMapper().readTree(json).at("/phases/0/lag/growthPerSecond").asDouble())
                .isEqualTo(281.5);
        assertThat(RunSchema.violations(json)).isEmpty();
        assertThat(ResultTable.of(result)).contains("The lag shows after 34 s (forecast 36 s)");
    }

    @ParameterizedTest
    @EnumSource(Partitioner.class)
    void followsItsSchemaWhateverTheRouter(Partitioner partitioner) {
        String json = ResultJson.text(Results.constantStraggler());

        assertThat(RunSchema.violations(json.replace("\"rebalance\"", "\"" + partitioner + "\"")))
                .isEmpty();
    }

    @Test
    void followsItsSchema() {
        CrossCheck check =
                new CrossCheck(
                        "http://localhost:8086/flink",
                        new CrossCheck.Rate(80.0, 79.0, -0.0125),
                        List.of(new CrossCheck.Rate(null, null, null)),
                        new CrossCheck.Records(3, null),
                        List.of("a warning"));

        assertThat(RunSchema.violations(ResultJson.text(Results.constantStraggler()))).isEmpty();
        assertThat(RunSchema.violations(ResultJson.text(Results.checked(check)))).isEmpty();
    }

    @Test
    void violatesItsSchemaWithAKeyThatNobodyWroteDown() {
        String json = ResultJson.text(Results.constantStraggler());

        assertThat(RunSchema.violations(json.replace("\"cycles\"", "\"bicycles\"")))
                .hasSize(2)
                .anyMatch(violation -> violation.contains("bicycles"));
    }

    @Test
    void hasNoFigureForATransient() throws Exception {
        RunResult unsteady = Results.of("constant-straggler", Map.of(), null, List.of(), null);

        JsonNode json = new ObjectMapper().readTree(ResultJson.text(unsteady));

        assertThat(json.at("/phases/0/throughput").isNull()).isTrue();
        assertThat(json.at("/phases/0/steadyState").asBoolean()).isFalse();
        assertThat(json.at("/phases/0/steadyStateReason").asText()).isEqualTo("a queue grew");
        assertThat(json.at("/ofMinimal/measured").isNull()).isTrue();
    }

    @Test
    void hasNullWhereNothingLimits() throws Exception {
        RunResult unlimited =
                Results.of(
                        "minimal-variance",
                        Map.of("stream.interval", "0", "nums.min", "0", "nums.range", "1"),
                        null,
                        List.of(),
                        null);

        JsonNode json = new ObjectMapper().readTree(ResultJson.text(unlimited));

        assertThat(json.at("/phases/0/load/offeredPerSecond").isNull()).isTrue();
        assertThat(json.at("/phases/0/model/roundRobinPerSecond").isNull()).isTrue();
    }

    @Test
    void readsWhatItWroteAndWhatNewerVersionsAdd(@TempDir Path folder) throws Exception {
        RunResult result = Results.constantStraggler();
        Path file = folder.resolve("run.json");
        Files.writeString(
                file, ResultJson.text(result).replaceFirst("\\{", "{\"news\": {\"a\": 1},"));

        assertThat(RunFile.read(file)).isEqualTo(result);
    }
}
