package io.flinkvariance.cli;

import static io.flinkvariance.cli.StubbedCluster.JOB;
import static io.flinkvariance.cli.StubbedYarn.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.result.RunSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs on YARN, from the check of the master to the last file in HDFS. */
class YarnRunTest extends YarnCase {
    private static final String SEED =
            "Application failed 1 times. Diagnostics: File file:/home/hadoop/.flink/%s/flink-conf.yaml does not exist"
                    .formatted(APPLICATION);

    private Path resultFolder() throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve("results"))) {
            return folders.findFirst().orElseThrow();
        }
    }

    @Test
    void measuresInASessionOfItsOwnAndLeavesNothing() throws Exception {
        yarn.flink.runsJob();

        CliRun run = measured();

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("20.0");
        assertThat(run.err())
                .contains("[localhost] asking YARN for a session, flink-variance-")
                .contains("[localhost] YARN runs " + APPLICATION)
                .contains(
                        "on localhost, %s, 1 TaskManager, buffers 4096/2/8".formatted(APPLICATION));
        assertThat(yarn.told())
                .containsExactly(
                        "yarn-session -d -nm NAME -jm 1024 -tm 1024 -s 4",
                        "flink run -d -yid %s job.jar --properties minimal-variance.properties"
                                .formatted(APPLICATION),
                        REMOVED);
        assertThat(yarn.flink.flink.requests())
                .contains("PATCH /jobs/%s?mode=cancel".formatted(JOB))
                .contains("DELETE /cluster");
        assertThat(yarn.sessions()).isEmpty();
        assertThat(resultFolder().getFileName().toString()).endsWith("-minimal-variance-yarn");
        assertThat(Files.readString(resultFolder().resolve("run.json")))
                .satisfies(json -> assertThat(RunSchema.violations(json)).isEmpty())
                .contains("\"target\" : \"yarn\"")
                .contains("\"javaVersion\" : \"1.8.0_402\"");
    }

    @Test
    void hasAConfigurationOfItsOwnInWhichTheUserHasTheLastWord() throws Exception {
        yarn.flink.runsJob();

        measured("--flink-conf", "taskmanager.heap.size=512m");

        List<String> keys = Files.readAllLines(folder.resolve("flink-conf.yaml"));
        assertThat(keys)
                .containsSubsequence(
                        "taskmanager.memory.segment-size: 4096",
                        "taskmanager.memory.segment-size: 8192",
                        "rest.bind-port: 0",
                        "taskmanager.heap.size: 512m");
        assertThat(keys)
                .last()
                .asString()
                .startsWith(
                        "yarn.properties-file.location: "
                                + folder.resolve("home/.flink-variance/sessions/flink-variance-"));
    }

    @Test
    void asksInTheQueueOfTheProperties() throws Exception {
        yarn.flink.runsJob();
        yarn.resourceManager.answer(
                "/ws/v1/cluster/scheduler",
                "{'scheduler':{'schedulerInfo':{'queueName':'root','queues':{'queue':[{'queueName':'batch'}]}}}}");
        Path properties = folder.resolve("yarn.properties");
        Files.writeString(properties, Files.readString(properties) + "yarn.queue=root.batch\n");

        assertThat(measured().exitCode()).isEqualTo(ExitCode.DONE);

        assertThat(yarn.told())
                .first()
                .isEqualTo("yarn-session -d -nm NAME -jm 1024 -tm 1024 -s 4 -qu root.batch");
    }

    @Test
    void refusesAWrongHadoopConfDirBeforeAnythingIsSubmitted() throws Exception {
        Path properties = folder.resolve("yarn.properties");
        Files.writeString(
                properties,
                Files.readString(properties)
                        .replaceFirst("hadoop.confDir=.*", "hadoop.confDir=/nowhere"));

        CliRun run = measured();

        assertThat(run.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(run.err())
                .contains(
                        "[localhost] HADOOP_CONF_DIR=/nowhere: there is no such folder. Try: hadoop.confDir=");
        assertThat(yarn.told()).isEmpty();
    }

    @Test
    void endsAClientThatHangsAfterARefusalAndTranslatesIt() throws Exception {
        yarn.sessionClient("trap '' TERM; while :; do sleep 1; done").application("FAILED", SEED);

        CliRun run = measured();

        assertThat(run.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        Path conf = folder.resolve("hadoop-conf");
        assertThat(run.err())
                .endsWith(
                        "[localhost] %s on YARN: File file:/home/hadoop/.flink/%s/flink-conf.yaml does not exist: Flink's client took the master's own disk for HDFS, as HADOOP_CONF_DIR named none. Try: hadoop.confDir=%s in %s; by hand: export HADOOP_CONF_DIR=%s\n"
                                .formatted(
                                        APPLICATION,
                                        APPLICATION,
                                        conf,
                                        folder.resolve("yarn.properties"),
                                        conf));
        assertThat(yarn.told()).endsWith(KILLED, REMOVED);
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(yarn.sessions()).isEmpty();
        assertThat(
                        ProcessHandle.allProcesses()
                                .flatMap(process -> process.info().commandLine().stream())
                                .filter(
                                        line ->
                                                line.contains(
                                                        folder + "/client/bin/yarn-session.sh")))
                .isEmpty();
    }

    @Test
    void tellsWhyAClientEndedThatNeverAskedForAnApplication() throws Exception {
        yarn.sessionClient(
                "rm $FLINK_LOG_DIR/*; echo 'Error while running the Flink Yarn session.'; echo 'Caused by: java.lang.ClassNotFoundException: org.apache.hadoop.X'; echo '  ... 7 more'; exit 1");

        CliRun run = measured();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .endsWith(
                        "[localhost] starting a session on YARN: java.lang.ClassNotFoundException: org.apache.hadoop.X. Try: deploy-tool doctor --target yarn\n");
        assertNothingIsLeft();
    }

    @Test
    void endsWithTheSessionWhenYarnEndsIt() throws Exception {
        yarn.flink.runsJob();
        yarn.flink.flink.when(
                "GET /jobs/" + JOB,
                () -> {
                    yarn.application(
                            "FAILED", "AM Container for appattempt_1 exited with  exitCode: 137");
                    yarn.flink.flink.cutOff();
                });

        CliRun run = measured();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err() + run.out())
                .contains(
                        "[localhost] %s on YARN: it has ended, FAILED: AM Container for appattempt_1 exited with  exitCode: 137. Try: yarn logs -applicationId %s there"
                                .formatted(APPLICATION, APPLICATION));
        assertThat(yarn.told()).endsWith(REMOVED).doesNotContain(KILLED);
        assertThat(yarn.sessions()).isEmpty();
        assertThat(run.err()).doesNotContain("connected again");
    }

    @Test
    void saysWhichNodeIsLostThatAFailedJobRanOn() throws Exception {
        yarn.flink
                .runsJob()
                .tellsOfSeconds(1, 10)
                .flink
                .answer(
                        "/jobs/%s/exceptions".formatted(JOB),
                        "{'root-exception':'org.apache.flink.util.FlinkException: The assigned slot container_1_2 was removed.'}");
        yarn.flink.flink.when(
                "GET /jobs/%s/vertices/w".formatted(JOB),
                () -> {
                    yarn.flink.listsJob("FAILED");
                    yarn.resourceManager.answer(
                            "/ws/v1/cluster/nodes",
                            "{'nodes':{'node':[{'state':'RUNNING','nodeHostName':'n3'},{'state':'LOST','nodeHostName':'n2'}]}}");
                });

        CliRun run = measured("--max-time", "120s");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err() + run.out())
                .contains(
                        "running minimal-variance: the job ended as FAILED: org.apache.flink.util.FlinkException: The assigned slot container_1_2 was removed.; node n2 is lost: YARN has it as LOST. Try: yarn node -list -all on the master\n");
        assertThat(yarn.told()).endsWith(REMOVED);
    }

    @Test
    void ctrlCWhileYarnIsAskedLeavesNothing() throws Exception {
        yarn.sessionClient("while :; do sleep 1; done").application("ACCEPTED", "");

        CliRun run = interruptedAfter("asking YARN for a session");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(yarn.told()).endsWith(KILLED, REMOVED);
        assertNothingIsLeft();
    }

    private CliRun interruptedAfter(String words) throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<CliRun> ended = new CompletableFuture<>();
        Thread running = new Thread(() -> ended.complete(measured(err)));
        running.start();
        while (yarn.told().isEmpty() || !err.toString(StandardCharsets.UTF_8).contains(words)) {
            assertThat(ended).isNotDone();
            Thread.sleep(5);
        }
        running.interrupt();
        return ended.get(60, TimeUnit.SECONDS);
    }
}
