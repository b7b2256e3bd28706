package io.flinkvariance.cli;

import static io.flinkvariance.cli.StubbedCluster.JOB;
import static io.flinkvariance.cli.StubbedYarn.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import org.junit.jupiter.api.Test;

/** What becomes of a session on YARN whose tool is gone. */
class YarnAttachTest extends YarnCase {
    @Test
    void attachGoesOnWithTheJobOfASessionAndEndsIt() throws Exception {
        yarn.hasSession().flink.runsJob().hasSubmitted(ClusterCommandsTest.ONE_SUBTASK);

        CliRun attach = yarn.run("attach", "--output", folder.toString());

        assertThat(attach.exitCode()).as(attach.err()).isEqualTo(ExitCode.DONE);
        assertThat(attach.err()).contains("going on after 0 s of samples");
        assertThat(yarn.flink.flink.requests()).contains("DELETE /cluster");
        assertThat(yarn.told()).containsExactly(REMOVED);
        assertThat(yarn.sessions()).isEmpty();
    }

    @Test
    void attachNeedsASessionWithAJob() throws Exception {
        yarn.hasSession().flink.listsJob("CANCELED");

        CliRun attach = yarn.run("attach", "--output", folder.toString());

        assertThat(attach.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(attach.err())
                .isEqualTo(
                        "[localhost] attach: 0 sessions of this tool run a job on YARN. Try: deploy-tool attach <job>, or deploy-tool cancel --target yarn\n");
        assertThat(yarn.sessions()).hasSize(1);
    }

    @Test
    void cancelEndsASessionWhoseToolIsGone() throws Exception {
        yarn.hasSession().flink.runsJob();

        CliRun cancel = yarn.run("cancel");

        assertThat(cancel)
                .isEqualTo(
                        new CliRun(
                                ExitCode.DONE,
                                "",
                                "[localhost] %s is ended\n".formatted(APPLICATION)));
        assertThat(yarn.flink.flink.requests()).contains("DELETE /cluster");
        assertThat(yarn.told()).containsExactly(REMOVED);
        assertThat(yarn.sessions()).isEmpty();
    }

    @Test
    void cancelEndsTheSessionOfAJobAndNoOther() throws Exception {
        yarn.hasSession().flink.runsJob();

        CliRun other = yarn.run("cancel", "another");

        assertThat(other.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        assertThat(other.err())
                .isEqualTo(
                        "[localhost] cancel: no session on YARN runs job another. Try: yarn application -list there\n");
        assertThat(yarn.run("cancel", JOB).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void cancelKillsASessionThatDoesNotRunYet() throws Exception {
        yarn.hasSession().application("ACCEPTED", "");

        assertThat(yarn.run("cancel").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(yarn.told()).containsExactly(KILLED, REMOVED);
    }

    @Test
    void cancelTidiesUpAfterASessionThatYarnHasEnded() throws Exception {
        yarn.hasSession().application("KILLED", "");

        assertThat(yarn.run("cancel").err())
                .isEqualTo(
                        "[localhost] %s had ended; what it left is removed\n"
                                .formatted(APPLICATION));
        assertThat(yarn.told()).containsExactly(REMOVED);
        assertThat(yarn.run("cancel").err())
                .isEqualTo(
                        "[localhost] cancel: no session of this tool runs on YARN. Try: yarn application -list there\n");
    }

    @Test
    void cancelKeepsTheFolderOfASessionThatYarnDoesNotEnd() throws Exception {
        yarn.hasSession().application("ACCEPTED", "").yarnCommand("echo 'Retrying'; exit 124");

        CliRun cancel = yarn.run("cancel");

        assertThat(cancel.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(cancel.err())
                .isEqualTo(
                        "[localhost] tidying up after flink-variance-0123456789ab: YARN has not ended %s. Try: yarn application -kill %s there\n"
                                .formatted(APPLICATION, APPLICATION));
        assertThat(yarn.told()).containsExactly(KILLED);
        assertThat(yarn.sessions()).hasSize(1);
    }

    @Test
    void cancelRemovesWhatIsLeftOfASessionThatYarnNeverHeardOf() throws Exception {
        yarn.hasSession()
                .application("ACCEPTED", "")
                .yarnCommand(
                        "echo \"Application with id '%s' doesn't exist in RM.\"; exit 255"
                                .formatted(APPLICATION));

        CliRun cancel = yarn.run("cancel");

        assertThat(cancel.exitCode()).as(cancel.err()).isEqualTo(ExitCode.DONE);
        assertThat(yarn.told()).containsExactly(KILLED, REMOVED);
        assertThat(yarn.sessions()).isEmpty();
    }
}
