package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunSchema;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rescale on a cluster, from the command line to what the cluster is asked. */
class RescaledClusterRunTest {
    private static final String JOB = StubbedCluster.JOB;
    private static final String TRIGGER = "POST /jobs/%s/savepoints".formatted(JOB);

    @TempDir private Path folder;

    private StubbedCluster cluster;

    @BeforeEach
    void prepare() throws Exception {
        cluster = new StubbedCluster(folder);
        cluster.runsJob();
        cluster.flink
                .answer("/jobs/%s/savepoints".formatted(JOB), 202, "{'request-id':'r'}")
                .answer(
                        "/jobs/%s/savepoints/r".formatted(JOB),
                        "{'status':{'id':'COMPLETED'},'operation':{'failure-cause':{'class':'a.B',"
                                + "'stack-trace':'a.BException: Permission denied'}}}");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private CliRun rescaleTo(String parallelism) {
        return cluster.run(
                "run",
                "minimal-variance",
                "--set",
                "stream.parallelism=1",
                "--duration",
                "60s",
                "--rescale",
                parallelism,
                "--output",
                folder.toString());
    }

    private Path resultFolder() throws Exception {
        try (Stream<Path> folders = Files.list(folder.resolve("results"))) {
            return folders.findFirst().orElseThrow();
        }
    }

    private long submissions() {
        return cluster.flink.requests().stream()
                .filter(request -> request.contains("/run"))
                .count();
    }

    @Test
    void aJobWhoseSavepointFailsRunsOnAndIsMeasuredOn() throws Exception {
        cluster.flink.when(
                "GET /jobs/%s/savepoints/r".formatted(JOB), () -> cluster.tellsOfSeconds(151, 300));

        CliRun run = rescaleTo("2");

        assertThat(run.err())
                .contains("measured; asking for a savepoint with cancel")
                .contains("and the job runs on, and is measured on: Permission denied");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(cluster.flink.requests()).contains(TRIGGER);
        assertThat(cluster.flink.bodies())
                .contains(
                        "{\"target-directory\":\"file://%s\",\"cancel-job\":true}"
                                .formatted(folder.resolve("tmp/flink-web-upload/savepoints")));
        assertThat(submissions()).as("the first job is the only one").isEqualTo(1);
        String json = Files.readString(resultFolder().resolve("run.json"));
        assertThat(RunSchema.violations(json)).isEmpty();
        JsonNode result = new ObjectMapper().readTree(json);
        assertThat(result.at("/rescaling/savepointFailure").asText())
                .isEqualTo("Permission denied");
        assertThat(result.at("/phases")).hasSize(2);
    }

    @Test
    void slotsThatAreTooFewAreSeenBeforeAnythingIsSubmitted() {
        CliRun run = rescaleTo("5");

        assertThat(run.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(run.err())
                .contains(
                        "[localhost] minimal-variance needs 5 free slots, one for each subtask: there"
                                + " are 4 of 4");
        assertThat(submissions()).isZero();
    }

    @Test
    void aFolderThatNoSavepointCanBeWrittenToIsSeenBeforeAnythingIsSubmitted() throws Exception {
        Files.writeString(folder.resolve("tmp/flink-web-upload/savepoints"), "in the way");

        CliRun run = rescaleTo("2");

        assertThat(run.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(run.err()).contains("[localhost] trying the folder for a savepoint, ");
        assertThat(submissions()).isZero();
    }

    @Test
    void attachGoesOnWithTheFirstJobOfARunThatWasToBeRescaled() throws Exception {
        RunFolder run = abandoned(RunRecord.Part.FIRST);
        run.append(RunFolder.SAMPLES_BEFORE, List.of(sample(0)));

        CliRun attach = cluster.run("attach", "--output", folder.toString());

        assertThat(attach.exitCode()).as(attach.err()).isEqualTo(ExitCode.DONE);
        assertThat(attach.err())
                .contains("going on after 1 s of samples")
                .contains(
                        "it was to be rescaled, which attach does not do: its first job is measured as it is");
        assertThat(run.path())
                .isDirectoryContaining("glob:**/samples.csv")
                .isDirectoryNotContaining("glob:**/samples-before.csv");
    }

    @Test
    void attachGoesOnWithTheLastJobOfARunThatWasRescaled() throws Exception {
        RunFolder run = abandoned(RunRecord.Part.LAST);
        run.append(RunFolder.SAMPLES_BEFORE, List.of(sample(0)));

        CliRun attach = cluster.run("attach", "--output", folder.toString());

        assertThat(attach.exitCode()).as(attach.err()).isEqualTo(ExitCode.DONE);
        assertThat(attach.err())
                .contains("going on after 0 s of samples")
                .contains(
                        "its last job is measured; the samples of the one before are in samples-before.csv");
        assertThat(run.path())
                .isDirectoryContaining("glob:**/samples.csv")
                .isDirectoryContaining("glob:**/samples-before.csv");
    }

    private RunFolder abandoned(RunRecord.Part part) {
        Instant startedAt = Instant.ofEpochSecond(1);
        RunFolder run =
                RunFolder.create(
                        folder,
                        startedAt,
                        Scenarios.of("minimal-variance", Map.of("stream.parallelism", "1")),
                        "cluster");
        run.record(
                new RunRecord(
                        JOB,
                        "cluster",
                        "localhost",
                        "minimal-variance",
                        startedAt,
                        new RunPlan(
                                Optional.of(Duration.ofSeconds(60)),
                                Optional.empty(),
                                RunPlan.DEFAULT_MAX_TIME),
                        OptionalLong.of(1),
                        part));
        return run;
    }

    /** As the stub tells of it. */
    private static Sample sample(int second) {
        return new Sample(second, 20, List.of(20L), List.of(), List.of(0.0));
    }
}
