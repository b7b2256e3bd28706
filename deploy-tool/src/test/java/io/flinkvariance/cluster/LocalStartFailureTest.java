package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.UploadProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs and words as Flink 1.8.1 was seen to leave them. */
class LocalStartFailureTest {
    private static final String NOT_UP =
            "[localhost] starting Flink: a process of it has ended. Try: x";

    private static final String AT = "2026-11-27 10:49:47,222 ";

    @TempDir private Path folder;

    private Path logs;

    @BeforeEach
    void makeFolder() throws IOException {
        logs = Files.createDirectory(folder.resolve("log"));
    }

    private void jobManagerLogs(String lines) throws IOException {
        Files.writeString(logs.resolve("flink-me-standalonesession-0-vm.log"), lines);
    }

    private void taskManagerLogs(String lines) throws IOException {
        Files.writeString(logs.resolve("flink-me-taskexecutor-0-vm.log"), lines);
    }

    private DeployException explained(String key, String value) {
        return new LocalStartFailure(logs, Map.of(key, value, "env.java.home", "/opt/java"))
                .explained(new ClusterStateException(NOT_UP));
    }

    @Test
    void namesTheKeyThatFlinkNames() throws Exception {
        jobManagerLogs(AT + "INFO  x - all is well\n");
        taskManagerLogs(
                """
                2026-11-27 10:49:47,222 ERROR o.a.f.TaskManagerRunner     - TaskManager initialization failed.
                org.apache.flink.configuration.IllegalConfigurationException: Invalid configuration value \
                for taskmanager.memory.segment-size : 3072 - Minimum memory segment size is 4096
                \tat org.apache.flink.X.y(X.java:1)
                """);

        assertThat(explained("taskmanager.memory.segment-size", "3kb"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--flink-conf: taskmanager.memory.segment-size: Invalid configuration value for"
                                + " taskmanager.memory.segment-size : 3072 - Minimum memory segment size is 4096");
    }

    @Test
    void namesTheKeyWhoseValueTheInnermostCauseNames() throws Exception {
        jobManagerLogs(
                """
                2026-11-27 10:49:58,210 ERROR o.a.f.ClusterEntrypoint    - Could not start cluster entrypoint.
                org.apache.flink.runtime.entrypoint.ClusterEntrypointException: Failed to initialize.
                Caused by: java.lang.Exception: Could not create actor system
                \tat org.apache.flink.X.y(X.java:1)
                Caused by: java.lang.NumberFormatException: format error abc
                """);

        assertThat(explained("akka.ask.timeout", "abc"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--flink-conf: akka.ask.timeout: format error abc");
    }

    @Test
    void namesTheKeyOfAnOptionThatTheJvmRefuses() throws Exception {
        Files.writeString(
                logs.resolve("flink-me-standalonesession-0-vm.out"),
                """
                Unrecognized option: -Xfoo
                Error: Could not create the Java Virtual Machine.
                Error: A fatal exception has occurred. Program will exit.
                """);

        assertThat(explained("env.java.opts", "-Xfoo"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--flink-conf: env.java.opts: Unrecognized option: -Xfoo"
                                + " / Error: Could not create the Java Virtual Machine.");
    }

    @Test
    void doubtsEveryKeyWhereFlinkNamesNone() throws Exception {
        taskManagerLogs(AT + "ERROR x.Y   - no room\n");

        assertThat(explained("state.backend", "rocksdb"))
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "[localhost] starting Flink: a process of it has ended; its log ends with: "
                                + AT
                                + "ERROR x.Y - no room. Try: without --flink-conf state.backend");
    }

    @Test
    void leavesAFailureAsItIsOfWhichNothingIsKnown() {
        assertThat(
                        new LocalStartFailure(folder.resolve("none"), Map.of())
                                .explained(new ClusterStateException(NOT_UP)))
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(NOT_UP);
    }

    private LocalCluster start(InstalledFlink flink, String key, String value) throws Exception {
        Map<String, String> keys = Map.of("env.java.home", flink.java().toString(), key, value);
        return LocalFlink.start(
                LocalConfiguration.of(flink.home(), 1, 4, keys),
                Files.createDirectory(folder.resolve("scratch")),
                folder.resolve("job.jar"),
                file -> UploadProgress.IGNORED);
    }

    @Test
    void isToldAsSoonAsAProcessHasEnded() throws Exception {
        InstalledFlink flink = InstalledFlink.in(folder, "");
        flink.starts(
                "sh -c : & echo $! >\"$FLINK_PID_DIR/one.pid\"; wait;"
                        + " echo 'ERROR - no timeout: abc' >\"$FLINK_LOG_DIR/a.log\"");
        flink.stops("exit 0");

        assertThatThrownBy(() -> start(flink, "akka.ask.timeout", "abc"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--flink-conf: akka.ask.timeout: ERROR - no timeout: abc");
    }

    @Test
    void isToldAsSoonAsAScriptComplains() throws Exception {
        InstalledFlink flink = InstalledFlink.in(folder, "");
        flink.starts("echo '[ERROR] taskmanager.heap.size is 20m. Try: more' >&2");
        flink.stops("exit 0");

        assertThatThrownBy(() -> start(flink, "taskmanager.heap.size", "20m"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--flink-conf: taskmanager.heap.size: [localhost] starting Flink:"
                                + " [ERROR] taskmanager.heap.size is 20m. Try: more");
    }

    @Test
    void isToldWhenTheScriptFails() throws Exception {
        InstalledFlink flink = InstalledFlink.in(folder, "");
        flink.starts("echo '[ERROR] high availability is beyond it' >&2; exit 1");
        flink.stops("exit 0");

        assertThatThrownBy(() -> start(flink, "high-availability", "foo"))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[localhost] running %s/bin/start-cluster.sh: [ERROR] high availability is beyond it."
                                + " Try: without --flink-conf high-availability",
                        flink.home());
    }
}
