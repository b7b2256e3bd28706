package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.result.DocumentedSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remedies from the options to the table and the files, on a cluster of stubs. */
class RemediesCommandTest {
    @TempDir private Path folder;

    private StubbedCluster cluster;

    @BeforeEach
    void prepare() throws Exception {
        cluster = new StubbedCluster(folder).runsJob();
        // Room for one subtask, so that twice as many find none.
        cluster.flink
                .answer(
                        "/overview",
                        "{'flink-version':'1.8.1','taskmanagers':2,'slots-total':1,'slots-available':1,'jobs-running':0}")
                .when("POST " + cluster.submission(), () -> cluster.listsJob("RUNNING"));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private CliRun remedies(String... more) {
        return cluster.run(
                Stream.concat(Stream.of("remedies", "--output", folder.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Path remediesFolder() throws Exception {
        try (Stream<Path> folders = Files.list(folder.resolve("results"))) {
            return folders.findFirst().orElseThrow();
        }
    }

    private JsonNode kept() throws Exception {
        String json = Files.readString(remediesFolder().resolve("remedies.json"));
        assertThat(new DocumentedSchema("remedies").violations(json)).isEmpty();
        return new ObjectMapper().readTree(json);
    }

    private long submissions() throws Exception {
        String submission = "POST " + cluster.submission();
        return cluster.flink.requests().stream()
                .filter(request -> request.startsWith(submission))
                .count();
    }

    @Test
    void triesEveryKnobOnOneFlinkAndGoesOnWithWhatCameToNoResult() throws Exception {
        CliRun run = remedies("minimal-variance", "--set", "stream.parallelism=1");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains(
                        "1 of 13: minimal-variance, as it is\n",
                        "13 of 13: minimal-variance, shuffle\n")
                .contains(
                        "minimal-variance, 2 subtasks: [localhost] minimal-variance needs 2 free"
                                + " slots")
                .endsWith("results: " + remediesFolder() + "\n");
        assertThat(run.out())
                .containsPattern(
                        "minimal-variance +records/s +explained +forecast +times +p50, ms +p99, ms *\\n")
                .containsPattern("as it is +20\\.0 ± 0\\.0 .* 1 +– +– *\\n")
                .containsPattern(
                        "buffer timeout 5 ms +20\\.0 ± 0\\.0 .* 1\\.00 ± 0\\.00 +– +– *\\n")
                .contains("buffer timeout 0 ms: every record is sent off by itself")
                .contains(
                        "shuffle: not measured: the job has no operator named router; is it a job"
                                + " of this kit?\n");
        assertThat(measured(kept()))
                .containsExactly(
                        "as it is",
                        "asynchronous I/O, 4 at once",
                        "asynchronous I/O, 16 at once",
                        "buffer timeout -1 ms",
                        "buffer timeout 0 ms",
                        "buffer timeout 5 ms",
                        "buffer timeout 5 ms of the source",
                        "rescale");
        assertThat(remediesFolder().resolve("compare.html")).content().contains("20.0");
        assertThat(remediesFolder().resolve("report.html")).content().contains("8 of 13 runs");
        long before = submissions();

        CliRun rest = remedies("--resume", "latest");

        assertThat(rest.exitCode()).as(rest.err()).isEqualTo(ExitCode.FAILED);
        assertThat(rest.err())
                .doesNotContain("1 of 13")
                .contains("2 of 13: minimal-variance, least-backlog\n")
                .contains("5 of 13: minimal-variance, 2 subtasks\n")
                .doesNotContain("6 of 13");
        assertThat(submissions() - before).as("the four whose jobs have no router").isEqualTo(4);
        assertThat(rest.out().lines().filter(line -> line.startsWith("as it is")).findFirst())
                .isEqualTo(
                        run.out().lines().filter(line -> line.startsWith("as it is")).findFirst());
    }

    private static List<String> measured(JsonNode remedies) {
        List<String> names = new ArrayList<>();
        for (JsonNode trial : remedies.path("trials")) {
            if (!trial.path("mean").isNull()) {
                names.add(trial.at("/remedy/name").asText());
            }
        }
        return names;
    }

    @Test
    void startsAFlinkWithRoomForTheWidestTrial() {
        CliRun run =
                CliRun.of(
                        "remedies",
                        "constant-straggler",
                        "--target",
                        "embedded",
                        "--flink-conf",
                        "taskmanager.numberOfTaskSlots=4",
                        "--output",
                        folder.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo(
                        "--flink-conf: taskmanager.numberOfTaskSlots=4: that makes 4 slots, and 8"
                                + " are needed, one for each subtask. Try: leave the key out\n");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void refusesWhatIsNeitherNewNorToGoOn() {
        assertThat(remedies())
                .isEqualTo(
                        new CliRun(
                                ExitCode.USAGE,
                                "",
                                "remedies: <scenario> is missing. Try: deploy-tool help"
                                        + " remedies\n"));
        assertThat(remedies("bad-straggler", "--resume", "latest").err())
                .isEqualTo("bad-straggler: what goes on has its own scenario. Try: without it\n");
        assertThat(remedies("--resume", "latest", "--set", "nums.min=3").err())
                .isEqualTo("--set: what goes on has its own. Try: without it\n");
        assertThat(remedies("--resume", "latest").err())
                .isEqualTo(
                        "--resume: latest: there is no such folder with a remedies.json in %s. Try: its path\n"
                                .formatted(folder.resolve("results")));
    }
}
