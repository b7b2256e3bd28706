package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxLogin;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.StubFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFlinkTest {
    @TempDir private Path folder;

    private final StubFlink rest = new StubFlink();
    private InstalledFlink installed;
    private Path scratch;

    @BeforeEach
    void install() throws Exception {
        installed =
                InstalledFlink.in(
                        folder,
                        """
                        # a comment
                        jobmanager.rpc.address: 10.0.0.10
                        taskmanager.data.port: 6121
                        taskmanager.heap.size: 512m   # enough
                        taskmanager.memory.segment-size: 8192
                        """);
        scratch = Files.createDirectory(folder.resolve("scratch"));
        rest.answer("/overview", "{\"flink-version\":\"1.8.1\",\"taskmanagers\":2}");
        rest.answer("/taskmanagers", "{\"taskmanagers\":[]}");
        rest.answer(
                "/jobmanager/config",
                "[{\"key\":\"env.java.home\",\"value\":\"%s\"}]".formatted(installed.java()));
    }

    @AfterEach
    void close() {
        rest.close();
    }

    private LocalConfiguration configuration(Map<String, String> flinkConf) {
        Map<String, String> keys =
                new LinkedHashMap<>(
                        Map.of(
                                "rest.port",
                                Integer.toString(rest.address().getPort()),
                                "env.java.home",
                                installed.java().toString()));
        keys.putAll(flinkConf);
        return LocalConfiguration.of(installed.home(), 2, 4, keys);
    }

    private LocalCluster start() throws InterruptedException {
        return LocalFlink.start(
                configuration(Map.of()),
                scratch,
                folder.resolve("job.jar"),
                file -> UploadProgress.IGNORED);
    }

    private Map<String, String> written() throws Exception {
        return Files.readAllLines(scratch.resolve("conf/flink-conf.yaml")).stream()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private ProcessHandle process() throws Exception {
        return processes().orElseThrow();
    }

    private Optional<ProcessHandle> processes() throws Exception {
        String id = Files.readString(scratch.resolve("pid/one.pid")).strip();
        return ProcessHandle.of(Long.parseLong(id));
    }

    @Test
    void isStartedForARunAndStoppedAfterIt() throws Exception {
        ProcessHandle process;
        try (LocalCluster cluster = start()) {
            process = process();
            assertThat(process.isAlive()).isTrue();
            assertThat(cluster.target()).isEqualTo("local");
            assertThat(cluster.name()).isEqualTo("localhost");
            assertThat(cluster.outlivesTheTool()).isFalse();
            assertThat(cluster.javaVersion()).isEqualTo("1.8.0_292");
        }
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void leavesTheInstallationAlone() throws Exception {
        String before = Files.readString(installed.home().resolve("conf/flink-conf.yaml"));

        start().close();

        assertThat(installed.home().resolve("conf/flink-conf.yaml")).hasContent(before);
        assertThat(installed.home().resolve("conf/slaves")).hasContent("n2\nn3\n");
        try (var files = Files.list(installed.home())) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("bin", "conf", "lib");
        }
    }

    @Test
    void givesEachWorkerALineAndItsShareOfTheSlots() throws Exception {
        start().close();

        assertThat(Files.readAllLines(scratch.resolve("conf/slaves")))
                .isEqualTo(List.of("localhost", "localhost"));
        assertThat(written()).containsEntry("taskmanager.numberOfTaskSlots", "2");
        assertThat(scratch.resolve("conf/log4j.properties")).exists();
    }

    @Test
    void putsTheKeysOfTheRunInPlaceOfTheInstallations() throws Exception {
        start().close();

        assertThat(written())
                .containsEntry("jobmanager.rpc.address", "localhost")
                .containsEntry("taskmanager.data.port", "0")
                .containsEntry("taskmanager.heap.size", "512m")
                .containsEntry(BufferSettings.SEGMENT_KEY, "8192")
                .containsEntry(BufferSettings.FLOATING_KEY, "1")
                .containsEntry("rest.bind-address", "127.0.0.1")
                .containsEntry("io.tmp.dirs", scratch.resolve("tmp").toString())
                .containsEntry("env.java.home", installed.java().toString());
    }

    @Test
    void isNotStartedOnAJavaThatItCannotRunOn() throws Exception {
        installed.javaIs("17.0.9");

        assertThatThrownBy(this::start)
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "[localhost] starting Flink 1.8.1: its processes run on Java 8, and this is 17.0.9."
                                + " Try: --flink-conf env.java.home=<a Java 8>, or --target embedded");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void saysWhatAScriptSaidThatFails() throws Exception {
        installed.starts("echo '[ERROR] no room' >&2; exit 1");

        assertThatThrownBy(this::start)
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[localhost] running %s/bin/start-cluster.sh: [ERROR] no room."
                                + " Try: without --flink-conf rest.port",
                        installed.home());
    }

    @Test
    void endsByForceWhatItsScriptDoesNotEnd() throws Exception {
        installed.stops("exit 1");
        LocalCluster cluster = start();
        ProcessHandle process = process();

        cluster.close();

        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void endsAProcessWhoseIdNoScriptWroteDown() throws Exception {
        Path id = folder.resolve("id");
        installed.starts(
                "sh -c 'sleep 300' java -Dlog.file=\"$FLINK_LOG_DIR/a.log\" >/dev/null 2>&1 </dev/null &"
                        + " echo $! >"
                        + id);
        LocalCluster cluster = start();
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(id).strip())).orElseThrow();
        assertThat(process.isAlive()).isTrue();

        cluster.close();

        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void isStoppedAlsoByAThreadThatWasInterrupted() throws Exception {
        LocalCluster cluster = start();
        ProcessHandle process = process();

        Thread.currentThread().interrupt();
        cluster.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(process.isAlive()).isFalse();
    }

    private static final InfluxAddress INFLUX =
            new InfluxAddress(
                    "localhost", 8086, "flink", Optional.of(new InfluxLogin("me", "secret")));

    private LocalCluster startReporting() throws InterruptedException {
        return LocalFlink.start(
                configuration(Map.of()).reportingTo(INFLUX),
                scratch,
                folder.resolve("job.jar"),
                file -> UploadProgress.IGNORED);
    }

    @Test
    void addsTheReportersJarOfOptInACopyOfItsOwn() throws Exception {
        Path jar = installed.home().resolve("opt/flink-metrics-influxdb-1.8.1.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "the reporter");
        installed.starts(
                "ls \"$(dirname \"$0\")/../lib\" >\"$FLINK_LOG_DIR/lib\";"
                        + " sleep 300 >/dev/null 2>&1 </dev/null & echo $! >\"$FLINK_PID_DIR/one.pid\"");

        ProcessHandle process;
        try (LocalCluster cluster = startReporting()) {
            process = process();
            assertThat(cluster.flinkConf()).doesNotContainValue("secret");
        }

        assertThat(process.isAlive()).isFalse();
        assertThat(Files.readAllLines(scratch.resolve("log/lib")))
                .containsExactly("flink-dist_2.11-1.8.1.jar", "flink-metrics-influxdb-1.8.1.jar");
        assertThat(installed.home().resolve("lib").toFile().list())
                .containsExactly("flink-dist_2.11-1.8.1.jar");
        assertThat(written())
                .containsEntry(
                        "metrics.reporter.influxdb.class",
                        "org.apache.flink.metrics.influxdb.InfluxdbReporter")
                .containsEntry("metrics.reporter.influxdb.host", "localhost")
                .containsEntry("metrics.reporter.influxdb.password", "secret");
    }

    @Test
    void runsTheInstallationItselfWhereTheReportersJarIsInLib() throws Exception {
        Files.createFile(installed.home().resolve("lib/flink-metrics-influxdb-1.8.1.jar"));

        startReporting().close();

        assertThat(scratch.resolve("flink")).doesNotExist();
        assertThat(written()).containsEntry("metrics.reporter.influxdb.db", "flink");
    }

    @Test
    void aClusterThatDoesNotComeUpIsEndedAndItsLogQuoted() throws Exception {
        installed.starts(
                "sleep 300 >/dev/null 2>&1 & echo $! >\"$FLINK_PID_DIR/one.pid\";"
                        + " echo 'ERROR - no memory' >\"$FLINK_LOG_DIR/a.log\"");
        rest.answer("/overview", "{\"taskmanagers\":0}").answer("/taskmanagers", "{}");
        ThrowingCallable start =
                () ->
                        LocalFlink.start(
                                configuration(Map.of()),
                                scratch,
                                folder.resolve("job.jar"),
                                file -> UploadProgress.IGNORED,
                                Duration.ofSeconds(1));

        assertThatThrownBy(start)
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "[localhost] waiting for TaskManagers: 0 of 2 are registered after 1 s,"
                                + " missing on localhost, localhost; its log ends with: ERROR - no memory."
                                + " Try: without --flink-conf rest.port");
        assertThat(processes()).isEmpty();
    }
}
