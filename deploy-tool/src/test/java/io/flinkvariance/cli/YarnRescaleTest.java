package io.flinkvariance.cli;

import static io.flinkvariance.cli.StubbedCluster.JOB;
import static io.flinkvariance.cli.StubbedYarn.APPLICATION;
import static io.flinkvariance.cli.StubbedYarn.RESTORED;
import static io.flinkvariance.cli.StubbedYarn.SAVEPOINTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunSchema;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.RunRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rescale on YARN, from the check of the room to the last file in HDFS. */
class YarnRescaleTest extends YarnCase {
    private static final String STATE = "/jobs/%s/savepoints/r".formatted(JOB);
    private static final String STARTED = "yarn-session -d -nm NAME -jm 1024 -tm 1024 -s 4";
    private static final String MADE = "hadoop fs -mkdir -p " + SAVEPOINTS;
    private static final String TRIED = "hadoop fs -put - " + SAVEPOINTS + "/tried";
    private static final String SUBMITTED =
            "flink run -d -yid %s job.jar --properties minimal-variance.properties"
                    .formatted(APPLICATION);

    private void savepointIs(String answer) {
        yarn.flink
                .runsJob()
                .flink
                .answer("/jobs/%s/savepoints".formatted(JOB), 202, "{'request-id':'r'}")
                .answer("/savepoint-disposal", 202, "{'request-id':'d'}")
                .answer(STATE, answer);
    }

    private CliRun rescaleTo(String parallelism) {
        return measured("--rescale", parallelism);
    }

    private JsonNode result() throws Exception {
        try (Stream<Path> folders = Files.list(folder.resolve("results"))) {
            String json = Files.readString(folders.findFirst().orElseThrow().resolve("run.json"));
            assertThat(RunSchema.violations(json)).isEmpty();
            return new ObjectMapper().readTree(json);
        }
    }

    @Test
    void goesOnFromASavepointInTheFolderOfTheSessionAndLeavesNothing() throws Exception {
        String savepoint = SAVEPOINTS + "/savepoint-4f3c2b-1";
        savepointIs(
                "{'status':{'id':'COMPLETED'},'operation':{'location':'%s'}}".formatted(savepoint));
        yarn.flink.flink.when(
                "GET " + STATE, () -> yarn.flink.listsJob("CANCELED").runsJob(RESTORED, 2));

        CliRun run = rescaleTo("2");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("rescaled, 1 → 2");
        assertThat(yarn.told())
                .containsExactly(
                        STARTED,
                        MADE,
                        TRIED,
                        SUBMITTED,
                        SUBMITTED.replace(" job.jar", " -s %s job.jar".formatted(savepoint)),
                        REMOVED);
        assertThat(yarn.flink.flink.bodies())
                .contains(
                        "{\"target-directory\":\"%s\",\"cancel-job\":true}".formatted(SAVEPOINTS),
                        "{\"savepoint-path\":\"%s\"}".formatted(savepoint));
        assertThat(yarn.sessions()).isEmpty();
        JsonNode result = result();
        assertThat(result.at("/phases")).hasSize(2);
        assertThat(result.at("/phases/0/subtasks")).hasSize(1);
        assertThat(result.at("/phases/1/subtasks")).hasSize(2);
        assertThat(result.at("/phases/1/jobId").asText()).isEqualTo(RESTORED);
        assertThat(result.at("/rescaling/toParallelism").asInt()).isEqualTo(2);
    }

    @Test
    void aJobWhoseSavepointFailsRunsOnAndNothingIsLeft() throws Exception {
        savepointIs(
                "{'status':{'id':'COMPLETED'},'operation':{'failure-cause':{'class':'a.B',"
                        + "'stack-trace':'a.BException: Name node is in safe mode.'}}}");
        yarn.flink.flink.when("GET " + STATE, () -> yarn.flink.tellsOfSeconds(151, 300));

        CliRun run = rescaleTo("2");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("and the job runs on, and is measured on: Name node is in safe mode.");
        assertThat(yarn.told()).containsExactly(STARTED, MADE, TRIED, SUBMITTED, REMOVED);
        assertThat(yarn.sessions()).isEmpty();
        assertThat(result().at("/phases")).hasSize(2);
    }

    @Test
    void ctrlCWhileTheSavepointIsMadeLeavesNothing() throws Exception {
        savepointIs("{'status':{'id':'IN_PROGRESS'}}");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<CliRun> ended = new CompletableFuture<>();
        Thread running = new Thread(() -> ended.complete(measured(err, "--rescale", "2")));
        running.start();
        while (!yarn.flink.flink.requests().contains("GET " + STATE)) {
            assertThat(ended).as(err.toString(StandardCharsets.UTF_8)).isNotDone();
            Thread.sleep(5);
        }

        running.interrupt();

        assertThat(ended.get(60, TimeUnit.SECONDS).exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(yarn.flink.flink.requests())
                .contains("PATCH /jobs/%s?mode=cancel".formatted(JOB), "DELETE /cluster");
        assertThat(yarn.told()).endsWith(REMOVED);
        assertThat(yarn.sessions()).isEmpty();
    }

    @Test
    void roomForTheMoreSubtasksIsLookedAtBeforeASessionIsAskedFor() throws Exception {
        CliRun run = rescaleTo("12");

        assertThat(run.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(run.err())
                .contains(
                        "[localhost] memory: there is no room for a JobManager of 1024 MB and 3 TaskManagers of 1024 MB: the nodes have [3072] MB free. Try: ");
        assertThat(yarn.told()).isEmpty();
    }

    @Test
    void aFolderThatNoSavepointCanBeWrittenToIsSeenBeforeAnythingIsSubmitted() throws Exception {
        yarn.hadoopCommand(
                "case $* in *-put*) echo 'put: Cannot create file. Name node is in safe mode.' >&2; exit 1 ;; esac");

        CliRun run = rescaleTo("2");

        assertThat(run.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(run.err())
                .endsWith(
                        "[localhost] trying a folder for a savepoint in HDFS: put: Cannot create file. Name node is in safe mode. Try: hadoop fs -df there, and hdfs dfsadmin -safemode get; or leave out --rescale\n");
        assertThat(yarn.told()).containsExactly(STARTED, MADE, TRIED, REMOVED);
        assertThat(yarn.sessions()).isEmpty();
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void anHdfsThatDoesNotAnswerIsNotWaitedForForever() throws Exception {
        // As the command timeout ends where it had to end what it ran.
        yarn.hadoopCommand("case $* in *-mkdir*) exit 124 ;; esac");

        assertThat(rescaleTo("2").err())
                .contains("trying a folder for a savepoint in HDFS: no answer within 30 s. Try: ");
    }

    @Test
    void aClientThatDoesNotSayWhereTheFilesOfItsSessionAreIsNamed() throws Exception {
        yarn.sessionClient(
                "echo 'Submitted %s' >\"$FLINK_LOG_DIR/flink-me-yarn-session-n1.log\""
                        .formatted(APPLICATION));

        assertThat(rescaleTo("2").err())
                .contains(
                        "in HDFS: the session's client does not say where it has copied Flink to. Try: ");
        assertThat(yarn.told()).containsExactly(STARTED, REMOVED);
    }

    @Test
    void theFirstJobIsForecastWithTheTaskManagersThatItNeeds() throws Exception {
        Path properties = folder.resolve("yarn.properties");
        Files.writeString(properties, Files.readString(properties) + "yarn.slots=2\n");

        CliRun run =
                yarn.run(
                        "run",
                        "constant-straggler",
                        "--set",
                        "stream.parallelism=2",
                        "--rescale",
                        "4",
                        "--output",
                        folder.toString());

        assertThat(run.err()).contains("2 TaskManagers");
        Matcher atMost =
                Pattern.compile("full buffers, which takes (\\d+) s at most").matcher(run.err());
        assertThat(atMost.find()).as(run.err()).isTrue();
        // 11 buffers of 455 records, of which one takes 50 ms or, where the machine is busy, more;
        // between two TaskManagers there are 10 buffers more.
        assertThat(Integer.parseInt(atMost.group(1))).isBetween(250, 450);
    }

    @Test
    void attachGoesOnWithTheLastJobOfARunThatWasRescaled() throws Exception {
        yarn.hasSession().flink.runsJob(RESTORED, 2);
        RunFolder run =
                RunFolder.create(
                        folder,
                        Instant.ofEpochSecond(1),
                        Scenarios.of("minimal-variance", Map.of("stream.parallelism", "2")),
                        "yarn");
        run.record(
                new RunRecord(
                        RESTORED,
                        "yarn",
                        "localhost",
                        "minimal-variance",
                        Instant.ofEpochSecond(1),
                        new RunPlan(
                                Optional.of(Duration.ofSeconds(60)),
                                Optional.empty(),
                                RunPlan.DEFAULT_MAX_TIME),
                        OptionalLong.of(1),
                        RunRecord.Part.LAST));

        CliRun attach = yarn.run("attach", "--output", folder.toString());

        assertThat(attach.exitCode()).as(attach.err()).isEqualTo(ExitCode.DONE);
        assertThat(attach.err()).contains("its last job is measured");
        assertThat(yarn.told()).containsExactly(REMOVED);
        assertThat(yarn.sessions()).isEmpty();
    }
}
