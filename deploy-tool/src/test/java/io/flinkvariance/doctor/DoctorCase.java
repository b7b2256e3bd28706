package io.flinkvariance.doctor;

import io.flinkvariance.cluster.ClusterLayout;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.cluster.HostNames;
import io.flinkvariance.cluster.InfluxSettings;
import io.flinkvariance.cluster.InstalledFlink;
import io.flinkvariance.doctor.Finding.Verdict;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.StubFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On this machine as JobManager's node; a program named ssh stands for the way to the others. */
abstract class DoctorCase {
    static final String OVERVIEW =
            "{\"flink-version\":\"1.8.1\",\"taskmanagers\":%d,\"slots-total\":4,\"slots-available\":%d,\"jobs-running\":%d}";

    @TempDir Path folder;

    final StubFlink rest = new StubFlink();
    InstalledFlink flink;
    Optional<InfluxSettings> influxDb = Optional.empty();
    Path key;
    Path knownHosts;

    HostNames names = HostNames.NONE;
    String scenario = "constant-straggler";

    @BeforeEach
    void prepare() throws Exception {
        flink =
                InstalledFlink.in(
                        folder,
                        """
                        jobmanager.rpc.address: 127.0.0.1
                        jobmanager.rpc.port: 6123
                        rest.port: %d
                        taskmanager.data.port: 0
                        env.ssh.opts: -o BatchMode=yes
                        env.java.home: %s
                        """
                                .formatted(rest.address().getPort(), folder.resolve("java")));
        ssh("shift 3; exec \"$@\"");
        key =
                Files.writeString(
                        folder.resolve("key"),
                        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n");
        mode(key, "rw-------");
        knownHosts = Files.writeString(folder.resolve("known_hosts"), "far ssh-ed25519 AAAA\n");
        rest.answer("/overview", OVERVIEW.formatted(2, 4, 0));
        rest.answer("/jobmanager/config", "[]");
        rest.answer("/taskmanagers", taskManagers("n2", "n3"));
        rest.answer("/taskmanagers/of-n2/metrics", "[{\"id\":\"Status.JVM.CPU.Load\"}]");
        rest.answer("/taskmanagers/of-n3/metrics", "[{\"id\":\"Status.JVM.CPU.Load\"}]");
    }

    @AfterEach
    void close() {
        rest.close();
    }

    void ssh(String script) throws Exception {
        Path program = folder.resolve("path/ssh");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        mode(program, "rwxr-xr-x");
    }

    static void mode(Path file, String permissions) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    static String taskManagers(String... hosts) {
        List<String> rows = new ArrayList<>();
        for (String host : hosts) {
            rows.add(
                    "{\"id\":\"of-%s\",\"path\":\"akka.tcp://flink@%s:6140/user/taskmanager_0\"}"
                            .formatted(host, host));
        }
        return "{\"taskmanagers\":[%s]}".formatted(String.join(",", rows));
    }

    List<Finding> examine() throws Exception {
        String path = folder.resolve("path") + ":" + System.getenv("PATH");
        return examine(ssh -> new LocalHost(Map.of("PATH", path)), (host, port, timeout) -> false);
    }

    List<Finding> examine(Function<SshSettings, Host> hosts, TcpProbe probe) throws Exception {
        ClusterProperties properties =
                new ClusterProperties(
                        new SshSettings(
                                "far", 22, "flink", Optional.of(key), knownHosts, Optional.empty()),
                        new ClusterLayout(
                                flink.home().toString(),
                                "127.0.0.1",
                                rest.address().getPort(),
                                2,
                                names),
                        influxDb,
                        Optional.empty());
        return new Doctor(properties, Scenarios.of(scenario), hosts, probe).examine();
    }

    static List<String> of(List<Finding> findings, Verdict verdict) {
        return findings.stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(Finding::text)
                .toList();
    }
}
