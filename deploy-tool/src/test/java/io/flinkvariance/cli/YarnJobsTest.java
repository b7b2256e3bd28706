package io.flinkvariance.cli;

import static io.flinkvariance.cli.StubbedYarn.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What runs in this tool's sessions on YARN, and the way to its page. */
class YarnJobsTest extends YarnCase {
    @Test
    void listsTheJobsOfItsSessions() throws Exception {
        yarn.hasSession().flink.runsJob();

        assertThat(yarn.run("jobs"))
                .isEqualTo(
                        new CliRun(
                                ExitCode.DONE,
                                """
                                session                          on YARN                                job                 name     state       for   tasks
                                ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                                application_1574812345678_0001   RUNNING   4f3c2b1a4f3c2b1a4f3c2b1a4f3c2b1a   constant-straggler   RUNNING   1:02:03       2
                                """,
                                ""));
    }

    @Test
    void listsSessionsThatRunNoJob() throws Exception {
        yarn.hasSession().application("ACCEPTED", "");
        assertThat(yarn.run("jobs").out().lines().skip(2))
                .singleElement()
                .asString()
                .matches(APPLICATION + " +ACCEPTED +none *");

        yarn.application("FAILED", "");
        assertThat(yarn.run("jobs").out()).contains("FAILED");
    }

    @Test
    void listsNothingWhereThereIsNoSession() {
        CliRun jobs = yarn.run("jobs");

        assertThat(jobs.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(jobs.out().lines()).hasSize(2);
    }

    @Test
    void tunnelLeadsToTheSessionThatRunsAJobUntilCtrlC() throws Exception {
        yarn.hasSession().flink.runsJob();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<CliRun> ended = new CompletableFuture<>();
        Thread tunnel = new Thread(() -> ended.complete(yarn.run(err, "tunnel")));
        tunnel.start();
        while (!err.toString(StandardCharsets.UTF_8).contains("until Ctrl-C")) {
            assertThat(ended).isNotDone();
            Thread.sleep(5);
        }

        tunnel.interrupt();

        CliRun run = ended.get(60, TimeUnit.SECONDS);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).isEqualTo(yarn.flink.flink.address() + "\n");
        assertThat(yarn.sessions()).hasSize(1);
        assertThat(yarn.flink.flink.requests()).doesNotContain("DELETE /cluster");
    }

    @Test
    void tunnelNeedsASessionThatRunsAJob() throws Exception {
        yarn.hasSession().flink.listsJob("CANCELED");

        CliRun tunnel = yarn.run("tunnel");

        assertThat(tunnel.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(tunnel.err())
                .isEqualTo(
                        "[localhost] tunnel: 0 sessions of this tool run a job on YARN. Try: deploy-tool jobs --target yarn\n");
    }
}
