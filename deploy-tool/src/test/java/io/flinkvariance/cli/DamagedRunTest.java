package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkvariance.crosscheck.CrossCheck;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.LagResult;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run.json of strangers may lack any key, or have anything in its place. */
class DamagedRunTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir private Path parent;

    private Path store(String name, String json) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results").resolve(name));
        Files.writeString(folder.resolve("run.json"), json);
        Path samples = folder.resolve("samples.csv");
        if (!Files.exists(samples)) {
            Files.copy(Traces.file(Traces.SMALL_CONSTANT), samples);
        }
        return folder;
    }

    /** The paths of all values in it. */
    private static List<String> pointers(JsonNode json, String path) {
        List<String> pointers = new ArrayList<>();
        if (json.isObject()) {
            json.properties()
                    .forEach(
                            field ->
                                    pointers.addAll(
                                            pointers(
                                                    field.getValue(),
                                                    path + "/" + field.getKey())));
        }
        for (int index = 0; json.isArray() && index < json.size(); index++) {
            pointers.addAll(pointers(json.get(index), path + "/" + index));
        }
        if (!path.isEmpty()) {
            pointers.add(path);
        }
        return pointers;
    }

    /** The same with another value there; without the key where that is {@code absent}. */
    private static String damaged(String json, String pointer, String value) throws Exception {
        JsonNode root = MAPPER.readTree(json);
        int end = pointer.lastIndexOf('/');
        JsonNode holder = root.at(pointer.substring(0, end));
        String key = pointer.substring(end + 1);
        boolean isAbsent = value.equals("absent");
        if (holder instanceof ArrayNode array) {
            int index = Integer.parseInt(key);
            if (isAbsent) {
                array.remove(index);
            } else {
                array.set(index, MAPPER.readTree(value));
            }
        } else if (isAbsent) {
            ((ObjectNode) holder).remove(key);
        } else {
            ((ObjectNode) holder).set(key, MAPPER.readTree(value));
        }
        return root.toString();
    }

    /** Results that have all that there is, each with the path below which it is of interest. */
    private static Map<String, RunResult> results() {
        return Map.of(
                "",
                Results.constantStraggler(),
                "/crossCheck",
                Results.checked(
                        new CrossCheck(
                                "http://localhost:8086/flink",
                                new CrossCheck.Rate(80.0, 79.0, -0.0125),
                                List.of(new CrossCheck.Rate(null, null, null)),
                                new CrossCheck.Records(3, null),
                                List.of("a warning"))),
                "/phases/0/lag",
                Results.behindItsTopic(
                        new LagResult(34.0, 35.5, 281.5, 290.0, 1L, 2L, 3L, 0, null, null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "null", "\"<script>x\"", "[null]", "{}", "-1"})
    void isShownOrRefusedWhateverIsInPlaceOfAValue(String value) throws Exception {
        store("whole", ResultJson.text(Results.constantStraggler()));
        for (Map.Entry<String, RunResult> result : results().entrySet()) {
            String json = ResultJson.text(result.getValue());
            for (String pointer : pointers(MAPPER.readTree(json), "")) {
                if (pointer.startsWith(result.getKey())) {
                    store("damaged", damaged(json, pointer, value));
                    String damage = value + " at " + pointer;
                    assertThatItIsShownOrRefused(damage, "report", "damaged");
                    assertThatItIsShownOrRefused(
                            damage, "compare", "whole", "damaged", "--html", page());
                }
            }
        }
        assertThat(Path.of(page())).content().doesNotContain("<script>x");
    }

    private String page() {
        return parent.resolve("compare.html").toString();
    }

    private void assertThatItIsShownOrRefused(String damage, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--output", parent.toString()));

        CliRun run = CliRun.of(arguments.toArray(String[]::new));

        assertThat(run.exitCode())
                .as("%s with %s: %s", command[0], damage, run.err())
                .isIn(ExitCode.DONE, ExitCode.USAGE);
        assertThat(run.out() + run.err()).as(damage).doesNotContain("Exception", "java.");
    }

    @Test
    void isAPageForARunOfASecondAndOfAnInterruptedOne() throws Exception {
        Path folder =
                store(
                        "short",
                        ResultJson.text(
                                        Results.of(
                                                "constant-straggler",
                                                Map.of(),
                                                null,
                                                List.of(),
                                                null))
                                .replace("\"measured\"", "\"interrupted\""));
        Files.writeString(
                folder.resolve("samples.csv"),
                "second,processed,emitted,processed_0\n0,0,0,0\n1,5,9,5\n");

        CliRun report = CliRun.of("report", folder.toString(), "--output", parent.toString());

        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("report.html"))
                .content()
                .contains(
                        "no steady state; run ended: interrupted",
                        "No throughput is given: a queue grew.",
                        "data-chart=\"throughput\"");
    }
}
