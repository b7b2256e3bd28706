package io.flinkvariance.cli;

import static io.flinkvariance.cli.StubbedCluster.JOB;
import static io.flinkvariance.cli.StubbedYarn.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ctrl-C in a run on YARN that Flink says nothing more of: it is waited for, for some seconds. */
class YarnCtrlCIT extends YarnCase {
    private static final long PATIENCE_SECONDS = 120;

    @Test
    void endsTheSessionByYarnWhereItsJobManagerDoesNotAnswer() throws Exception {
        yarn.flink.runsJob().tellsOfSeconds(1, 10);
        yarn.flink.flink.when(
                "GET /jobs/%s/vertices/w".formatted(JOB), () -> yarn.flink.flink.cutOff());
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<CliRun> ended = new CompletableFuture<>();
        Thread running =
                new Thread(
                        () ->
                                ended.complete(
                                        yarn.run(
                                                err,
                                                "run",
                                                "minimal-variance",
                                                "--set",
                                                "stream.parallelism=1",
                                                "--output",
                                                folder.toString())));

        running.start();
        awaitThat(ended, () -> said(err).contains("connection lost: "));
        running.interrupt();
        awaitThat(ended, () -> yarn.told().contains(KILLED));
        yarn.application("KILLED", "");
        CliRun run = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(run.err() + run.out())
                .contains(
                        "YARN has ended %s, as its JobManager did not answer"
                                .formatted(APPLICATION))
                .doesNotContain("may still run")
                .doesNotContain("Try: deploy-tool cancel");
        assertThat(yarn.told()).endsWith(KILLED, REMOVED).containsOnlyOnce(KILLED);
        assertThat(yarn.sessions()).isEmpty();
    }

    private static String said(ByteArrayOutputStream err) {
        return err.toString(StandardCharsets.UTF_8);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void awaitThat(CompletableFuture<CliRun> ended, Condition condition)
            throws Exception {
        while (!condition.holds()) {
            assertThat(ended).isNotDone();
            Thread.sleep(5);
        }
    }
}
