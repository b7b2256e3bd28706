package io.flinkvariance.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.dist.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterIT {
    @TempDir Path folder;
    private Sandbox sandbox;
    private String host;

    @BeforeEach
    void unpack() {
        sandbox = new Sandbox(folder);
        host = sandbox.host();
    }

    @AfterEach
    void endAll() {
        sandbox.close();
    }

    @Test
    void startsAndStopsAllOnThisHostWithoutSsh() {
        sandbox.slaves("localhost", "127.0.0.1", "localhost # once more");

        Result start = sandbox.run("start-cluster.sh");

        assertThat(start.exitCode()).isZero();
        assertThat(start.lines())
                .containsExactly(
                        "Starting cluster.",
                        "Starting standalonesession daemon on host " + host + ".",
                        "Starting taskexecutor daemon on host " + host + ".",
                        "[INFO] 1 instance(s) of taskexecutor are already running on " + host + ".",
                        "Starting taskexecutor daemon on host " + host + ".",
                        "[INFO] 2 instance(s) of taskexecutor are already running on " + host + ".",
                        "Starting taskexecutor daemon on host " + host + ".");

        Result stop = sandbox.run("stop-cluster.sh");

        assertThat(stop.exitCode()).isZero();
        assertThat(stop.lines()).hasSize(4).allMatch(line -> line.startsWith("Stopping "));
        assertThat(stop.lines().get(3)).startsWith("Stopping standalonesession daemon");
        assertThat(sandbox.pidFolder).isEmptyDirectory();
        assertThat(sandbox.sshCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop"})
    void callsSshOnceForEachLineAsSoonAsOneIsAnotherHost(String action) {
        sandbox.slaves("node-1", "localhost", "node-1");

        assertThat(sandbox.run(action + "-cluster.sh").exitCode()).isZero();

        assertThat(sandbox.sshCalls())
                .containsExactly(
                        sshCall("", "node-1", action),
                        sshCall("", "localhost", action),
                        sshCall("", "node-1", action));
        assertThat(sandbox.pidFile("taskexecutor")).doesNotExist();
    }

    @Test
    void givesSshItsConfiguredOptionsAsWords() {
        sandbox.configure(
                "env.pid.dir: " + sandbox.pidFolder,
                "env.ssh.opts: -i /a/key  -o BatchMode=yes   # no question");
        sandbox.slaves("node-1");

        sandbox.run("start-cluster.sh");

        assertThat(sandbox.sshCalls())
                .containsExactly(sshCall("[-i][/a/key][-o][BatchMode=yes]", "node-1", "start"));
    }

    @Test
    void goesOnWhenAHostCannotBeReached() {
        sandbox.slaves("node-1", "node-2");

        Result start = sandbox.run(Map.of("SSH_EXITS", "255"), "start-cluster.sh");
        Result stop = sandbox.run(Map.of("SSH_EXITS", "255"), "stop-cluster.sh");

        assertThat(start.exitCode()).isZero();
        assertThat(stop.exitCode()).isZero();
        assertThat(stop.lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("Stopping standalone"));
        assertThat(sandbox.sshCalls()).hasSize(4);
    }

    @Test
    void namesTheVersionedFolderToTheSlavesWhenCalledThroughALink() throws IOException {
        Files.createSymbolicLink(folder.resolve("current"), Path.of("flink-1.8.1"));
        sandbox.slaves("node-1");

        String script = folder.resolve("current/bin/start-cluster.sh").toString();
        Result start = Sandbox.ended(sandbox.started(Map.of(), List.of(script)));

        assertThat(start.exitCode()).isZero();
        assertThat(sandbox.sshCalls()).containsExactly(sshCall("", "node-1", "start"));
    }

    @Test
    void startsNoTaskManagerWithoutSlaves() {
        sandbox.slaves("# none yet");

        assertThat(sandbox.run("start-cluster.sh").lines())
                .containsExactly(
                        "Starting cluster.",
                        "Starting standalonesession daemon on host " + host + ".");
    }

    @Test
    void refusesHighAvailability() {
        sandbox.configure("env.pid.dir: " + sandbox.pidFolder, "high-availability: zookeeper");

        Result start = sandbox.run("start-cluster.sh");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.lines())
                .containsExactly(
                        "[ERROR] high availability is beyond these scripts. Try: the official"
                                + " release of Flink");
    }

    private String sshCall(String options, String slave, String action) {
        try {
            return String.format(
                    "[-n]%s[%s][--][nohup /bin/bash -l '%s/bin/taskmanager.sh' '%s' &]",
                    options, slave, sandbox.home.toRealPath(), action);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
