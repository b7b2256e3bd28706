package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.result.RunSchema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that has to do with a cluster, from its command line to what the cluster is asked.
 */
class ClusterCommandsTest {
    private static final String JOB = StubbedCluster.JOB;
    static final String ONE_SUBTASK =
            """
            mode=MINIMAL_VARIANCE
            stream.interval=2
            stream.numEventsInInterval=2
            stream.parallelism=1
            nums.min=5
            nums.range=5
            random.seed=1
            """;

    @TempDir private Path folder;

    private StubbedCluster cluster;

    @BeforeEach
    void prepare() throws Exception {
        cluster = new StubbedCluster(folder);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void statusListsTheProcesses() {
        CliRun status = cluster.run("cluster", "status");

        assertThat(status.out())
                .isEqualTo(
                        """
                        process            host   slots   free
                        ──────────────────────────────────────
                        JobManager    127.0.0.1
                        TaskManager          n2       2      1
                        TaskManager          n3       2      2
                        Flink 1.8.1, 0 jobs running
                        """);
        assertThat(status.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void startRunsNoScriptWhereAllIsThere() throws Exception {
        CliRun start = cluster.run("cluster", "start");

        assertThat(start.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(start.out()).contains("TaskManager          n3");
        assertThat(cluster.scriptsRun()).isEmpty();
    }

    @Test
    void stopRunsTheScriptAndSaysSo() throws Exception {
        CliRun stop = cluster.run("cluster", "stop");

        assertThat(stop.err()).isEqualTo("[localhost] stopped\n");
        assertThat(stop.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.scriptsRun()).isEqualTo("stop");
    }

    @Test
    void stopAndRestartSpareJobsUnlessForced() throws Exception {
        cluster.listsJob("RUNNING");

        for (String verb : new String[] {"stop", "restart"}) {
            CliRun spared = cluster.run("cluster", verb);

            assertThat(spared.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
            assertThat(spared.err())
                    .isEqualTo(
                            "[localhost] stopping: jobs run and would end: constant-straggler."
                                    + " Try: deploy-tool cancel --cluster "
                                    + cluster.properties()
                                    + ", or --force\n");
        }
        assertThat(cluster.scriptsRun()).isEmpty();

        CliRun forced = cluster.run("cluster", "restart", "--force");

        assertThat(forced.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.scriptsRun()).startsWith("stop");
        assertThat(forced.out()).contains("JobManager    127.0.0.1");
    }

    @Test
    void logsShowTheEndsOfAll() {
        CliRun logs = cluster.run("cluster", "logs");

        assertThat(logs.out())
                .isEqualTo(
                        """
                        === JobManager, 127.0.0.1
                        of the JobManager
                        === TaskManager, n2
                        of n2
                        === TaskManager, n3
                        of n3
                        """);
    }

    @Test
    void jobsAreListedWithWhoSubmittedThem() throws Exception {
        cluster.listsJob("RUNNING");
        assertThat(cluster.run("jobs").out()).endsWith("2         others\n");

        cluster.hasSubmitted(ONE_SUBTASK);

        assertThat(cluster.run("jobs").out())
                .isEqualTo(
                        """
                        job                                              name     state       for   tasks   submitted by
                        ────────────────────────────────────────────────────────────────────────────────────────────────
                        %s   constant-straggler   RUNNING   1:02:03       2    deploy-tool
                        """
                                .formatted(JOB));
    }

    @Test
    void cancelEndsTheOnlyJobOfThisTool() throws Exception {
        cluster.runsJob().hasSubmitted(ONE_SUBTASK);

        CliRun cancel = cluster.run("cancel");

        assertThat(cancel.err())
                .isEqualTo("[localhost] constant-straggler %s is cancelled\n".formatted(JOB));
        assertThat(cluster.flink.requests()).contains("PATCH /jobs/%s?mode=cancel".formatted(JOB));
    }

    @Test
    void cancelLeavesOthersJobsAloneUnlessTheyAreNamed() throws Exception {
        cluster.runsJob();
        Files.createDirectories(folder.resolve("home/.flink-variance/jobs"));

        CliRun unnamed = cluster.run("cancel");

        assertThat(unnamed.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(unnamed.err())
                .isEqualTo(
                        "[localhost] cancel: no job of this tool runs. Try: deploy-tool jobs --cluster %s\n"
                                .formatted(cluster.properties()));
        assertThat(cluster.run("cancel", JOB).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void pushSendsOnceAndVerifiesAgain() {
        CliRun first = cluster.run("push", "constant-straggler");
        CliRun again = cluster.run("push", "constant-straggler");

        assertThat(first.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith(": sent and verified"));
        assertThat(again.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith(": was there already, and verified"));
    }

    @Test
    void tunnelTellsTheAddressUntilCtrlC() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<CliRun> ended = new CompletableFuture<>();
        Thread tunnel = new Thread(() -> ended.complete(cluster.run(err, "tunnel")));
        tunnel.start();
        while (!err.toString(StandardCharsets.UTF_8).endsWith("until Ctrl-C\n")) {
            assertThat(ended).isNotDone();
            Thread.sleep(5);
        }

        tunnel.interrupt();

        CliRun run = ended.get(30, TimeUnit.SECONDS);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).isEqualTo(cluster.flink.address() + "\n");
        assertThat(run.err()).isEqualTo("Flink's page, until Ctrl-C\n");
    }

    @Test
    void runSubmitsMeasuresAndCancels() throws Exception {
        cluster.runsJob();

        CliRun run =
                cluster.run(
                        "run",
                        "minimal-variance",
                        "--set",
                        "stream.parallelism=1",
                        "--duration",
                        "60s",
                        "--output",
                        folder.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("20.0");
        assertThat(cluster.flink.requests()).contains("PATCH /jobs/%s?mode=cancel".formatted(JOB));
        assertThat(resultFolder().getFileName().toString()).endsWith("-minimal-variance-cluster");
        assertThat(RunSchema.violations(Files.readString(resultFolder().resolve("run.json"))))
                .isEmpty();
        assertThat(resultFolder().resolve("report.html"))
                .content()
                .contains("<data id=\"throughput\" value=\"20.0\">");
    }

    @Test
    void runShowsAResultThatCannotBeKeptAndThenComplains() throws Exception {
        cluster.runsJob();
        cluster.flink.when(
                "PATCH /jobs/%s?mode=cancel".formatted(JOB),
                () -> {
                    cluster.listsJob("CANCELED");
                    try {
                        Files.createDirectories(resultFolder().resolve("run.json/in the way"));
                    } catch (Exception failed) {
                        throw new AssertionError(failed);
                    }
                });

        CliRun run =
                cluster.run(
                        "run",
                        "minimal-variance",
                        "--set",
                        "stream.parallelism=1",
                        "--duration",
                        "60s",
                        "--output",
                        folder.toString());

        assertThat(run.out()).contains("20.0");
        assertThat(run.err().lines())
                .last()
                .asString()
                .startsWith("writing " + resultFolder().resolve("run.json") + ": ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void attachGoesOnWithAJobThatAnotherMachineSubmitted() throws Exception {
        cluster.runsJob().hasSubmitted(ONE_SUBTASK);

        CliRun attach = cluster.run("attach", "--output", folder.toString());

        assertThat(attach.err())
                .contains("job %s, on localhost, 2 TaskManagers".formatted(JOB))
                .contains("going on after 0 s of samples");
        assertThat(attach.exitCode()).as(attach.err()).isEqualTo(ExitCode.DONE);
        assertThat(RunSchema.violations(Files.readString(resultFolder().resolve("run.json"))))
                .isEmpty();
        assertThat(resultFolder().resolve("report.html"))
                .content()
                .contains("<data id=\"throughput\" value=\"20.0\">");
    }

    @Test
    void attachDoesNotGoOnWithATopicThatIsGone() throws Exception {
        cluster.runsJob()
                .hasSubmitted(
                        """
                        mode=MINIMAL_VARIANCE
                        stream.parallelism=1
                        nums.min=5
                        nums.range=5
                        source=kafka
                        source.rate=100
                        source.topic=t
                        source.bootstrapServers=broker:9092
                        """);

        CliRun attach = cluster.run("attach", "--output", folder.toString());

        assertThat(attach.exitCode()).as(attach.err()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(attach.err())
                .contains(
                        "[localhost] attach: job %s reads a topic, which the tool that began it filled, and which is gone with it. Try: deploy-tool cancel"
                                .formatted(JOB));
        assertThat(folder.resolve("results")).doesNotExist();
    }

    private Path resultFolder() throws Exception {
        try (Stream<Path> folders = Files.list(folder.resolve("results"))) {
            return folders.findFirst().orElseThrow();
        }
    }
}
