package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.ClusterLayout;
import io.flinkvariance.cluster.HostNames;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.rest.StubFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterLogsTest {
    private static final HostNames NAMES =
            new HostNames(Map.of("127.0.0.1", "boss", "10.0.0.2", "n2.example.org"));

    @TempDir private Path folder;

    private final StubFlink flink = new StubFlink();

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectories(folder.resolve("flink/conf"));
        Files.createDirectories(folder.resolve("flink/log"));
        Files.writeString(folder.resolve("flink/conf/flink-conf.yaml"), "");
        Files.writeString(folder.resolve("flink/log/f-standalonesession-0.log"), "of jm\n");
        program("getent", "[ \"$3\" = far ] && echo '10.0.0.3 far'");
        program("uname", "echo own.example.org");
        flink.answer(
                        "/taskmanagers",
                        "{'taskmanagers':["
                                + "{'id':'a','path':'akka.tcp://flink@10.0.0.2:6140/user/t'},"
                                + "{'id':'b','path':'akka.tcp://flink@10.0.0.3:6140/user/t'}]}")
                .answer("/taskmanagers/a/log", "of n2\n")
                .answer("/taskmanagers/b/log", "of 3\n");
    }

    @AfterEach
    void close() {
        flink.close();
    }

    private void program(String name, String script) throws Exception {
        Path program = Files.createDirectories(folder.resolve("path")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String logs(String... host) throws Exception {
        ClusterLayout layout =
                new ClusterLayout(
                        folder.resolve("flink").toString(),
                        "127.0.0.1",
                        flink.address().getPort(),
                        2,
                        NAMES);
        String path = folder.resolve("path") + ":" + System.getenv("PATH");
        try (ClusterConnection cluster =
                ClusterConnection.open(layout, new LocalHost(Map.of("PATH", path)))) {
            return ClusterLogs.of(
                    cluster, host.length == 0 ? Optional.empty() : Optional.of(host[0]));
        }
    }

    @Test
    void areThoseOfAllHostsByTheirNames() throws Exception {
        assertThat(logs())
                .isEqualTo(
                        """
                        === JobManager, boss
                        of jm
                        === TaskManager, n2.example.org
                        of n2
                        === TaskManager, 10.0.0.3
                        of 3
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "n2.example.org", "n2"})
    void areFoundByWhatTheUserCallsAHost(String host) throws Exception {
        assertThat(logs(host)).isEqualTo("=== TaskManager, n2.example.org\nof n2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "boss", "own", "own.example.org"})
    void areFoundByTheJobManagersOwnName(String host) throws Exception {
        assertThat(logs(host)).isEqualTo("=== JobManager, boss\nof jm\n");
    }

    @Test
    void areFoundByWhatTheJobManagersHostCallsOne() throws Exception {
        assertThat(logs("far")).isEqualTo("=== TaskManager, 10.0.0.3\nof 3\n");
    }

    @Test
    void saysWhichHostsThereAre() {
        assertThatThrownBy(() -> logs("n5"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "cluster logs: no process runs on n5. Try: boss, n2.example.org, 10.0.0.3");
    }
}
