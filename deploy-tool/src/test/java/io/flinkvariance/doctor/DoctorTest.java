package io.flinkvariance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.ClusterLayout;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.cluster.HostNames;
import io.flinkvariance.cluster.InfluxSettings;
import io.flinkvariance.cluster.InstalledFlink;
import io.flinkvariance.doctor.Finding.Verdict;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.influxdb.StubInflux;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.StubFlink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On this machine as JobManager's node; a program named ssh stands for the way to the others. */
class DoctorTest {
    private static final String OVERVIEW =
            "{\"flink-version\":\"1.8.1\",\"taskmanagers\":%d,\"slots-total\":4,\"slots-available\":%d,\"jobs-running\":%d}";

    @TempDir private Path folder;

    private final StubFlink rest = new StubFlink();
    private InstalledFlink flink;
    private Optional<InfluxSettings> influxDb = Optional.empty();
    private Path key;
    private Path knownHosts;

    private HostNames names = HostNames.NONE;

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

    private void ssh(String script) throws Exception {
        Path program = folder.resolve("path/ssh");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        mode(program, "rwxr-xr-x");
    }

    private static void mode(Path file, String permissions) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String taskManagers(String... hosts) {
        List<String> rows = new ArrayList<>();
        for (String host : hosts) {
            rows.add(
                    "{\"id\":\"of-%s\",\"path\":\"akka.tcp://flink@%s:6140/user/taskmanager_0\"}"
                            .formatted(host, host));
        }
        return "{\"taskmanagers\":[%s]}".formatted(String.join(",", rows));
    }

    private List<Finding> examine() throws Exception {
        String path = folder.resolve("path") + ":" + System.getenv("PATH");
        return examine(ssh -> new LocalHost(Map.of("PATH", path)), (host, port, timeout) -> false);
    }

    private List<Finding> examine(Function<SshSettings, Host> hosts, TcpProbe probe)
            throws Exception {
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
                        influxDb);
        return new Doctor(properties, Scenarios.of("constant-straggler"), hosts, probe).examine();
    }

    private static List<String> of(List<Finding> findings, Verdict verdict) {
        return findings.stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(Finding::text)
                .toList();
    }

    /** This machine, behind an sshd that forwards no port. */
    private Host forwardingNothing(Supplier<PortForward> instead) {
        String path = folder.resolve("path") + ":" + System.getenv("PATH");
        Host local = new LocalHost(Map.of("PATH", path));
        return new Host() {
            @Override
            public String name() {
                return local.name();
            }

            @Override
            public CommandResult run(String commandLine, Duration timeout)
                    throws InterruptedException {
                return local.run(commandLine, timeout);
            }

            @Override
            public void upload(Path file, String to, UploadProgress progress)
                    throws InterruptedException {
                local.upload(file, to, progress);
            }

            @Override
            public PortForward forward(String address, int port) {
                return instead.get();
            }

            @Override
            public void close() {
                local.close();
            }
        };
    }

    @Test
    void notesThatCommandsReachFlinkWhereNothingIsForwarded() throws Exception {
        PortForward relayed =
                new PortForward() {
                    @Override
                    public InetSocketAddress address() {
                        return new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), rest.address().getPort());
                    }

                    @Override
                    public boolean isRelayed() {
                        return true;
                    }

                    @Override
                    public void close() {
                        // There is nothing to end.
                    }
                };

        List<Finding> findings =
                examine(ssh -> forwardingNothing(() -> relayed), (host, port, timeout) -> false);

        assertThat(of(findings, Verdict.FAULT)).isEmpty();
        assertThat(of(findings, Verdict.NOTE))
                .contains(
                        "[far] ssh: its sshd forwards no port; commands by way of bash reach Flink"
                                + " instead, and take a little longer. Try: AllowTcpForwarding"
                                + " local in /etc/ssh/sshd_config there");
    }

    @Test
    void findsAFaultWhereNothingReachesFlink() throws Exception {
        String refused =
                "[far] reaching 127.0.0.1:8081 from there: its sshd forbids to forward ports, and no"
                        + " bash is there to do it instead";
        List<Finding> findings =
                examine(
                        ssh ->
                                forwardingNothing(
                                        () -> {
                                            throw new OperationFailedException(refused);
                                        }),
                        (host, port, timeout) -> false);

        assertThat(of(findings, Verdict.FAULT)).containsExactly(refused);
    }

    @Test
    void findsNoFaultWithAClusterThatIsAsItShouldBe() throws Exception {
        List<Finding> findings = examine();

        assertThat(of(findings, Verdict.FAULT)).isEmpty();
        assertThat(of(findings, Verdict.UNKNOWN)).isEmpty();
        assertThat(of(findings, Verdict.OK))
                .contains(
                        "[far] ssh: logged in as flink",
                        "[127.0.0.1] flink: 1.8.1",
                        "[n2] flink: 1.8.1",
                        "[n3] java: 1.8.0_292",
                        "[n3] clock: as the JobManager's",
                        "[localhost] TaskManagers: 2 of 2 are registered",
                        "[localhost] slots: 4 of 4 are free, and constant-straggler needs 4",
                        "[localhost] metrics: those of 2 TaskManagers arrive at the JobManager");
    }

    @Test
    void saysWhatToTypeWhereBuffersWouldHideTheStragglerForTooLong() throws Exception {
        assertThat(of(examine(), Verdict.NOTE))
                .anyMatch(
                        text ->
                                text.matches(
                                        "\\[localhost] buffers: 32768/2/8\\. constant-straggler:"
                                                + " The buffers .* hide the straggler at first: .* A"
                                                + " run of 600 s would give no result\\. Try:"
                                                + " flink_buffers: small in"
                                                + " ansible/group_vars/all\\.yml, and then cd ansible"
                                                + " && ansible-playbook rolling\\.yml; or run"
                                                + " --max-time \\d\\dm"));

        rest.answer(
                "/jobmanager/config",
                "[{'key':'taskmanager.memory.segment-size','value':'4096'},"
                        + "{'key':'taskmanager.network.memory.floating-buffers-per-gate','value':'1'}]");
        assertThat(of(examine(), Verdict.OK))
                .anyMatch(text -> text.startsWith("[localhost] buffers: 4096/2/1. "));
    }

    @Test
    void namesHostsAsTheUserDoes() throws Exception {
        names = new HostNames(Map.of("n2", "left", "n3", "right"));
        rest.answer("/overview", OVERVIEW.formatted(1, 4, 0))
                .answer("/taskmanagers", taskManagers("n2"));

        List<Finding> findings = examine();

        assertThat(of(findings, Verdict.OK)).contains("[left] clock: as the JobManager's");
        assertThat(of(findings, Verdict.FAULT))
                .anyMatch(text -> text.contains("1 of 2 are registered, missing on right. Try: "));
    }

    @Test
    void noticesTaskManagersThatRunWithAnotherConfigurationThanTheJobManager() throws Exception {
        rest.answer(
                        "/jobmanager/config",
                        "[{'key':'taskmanager.numberOfTaskSlots','value':'2'},"
                                + "{'key':'taskmanager.memory.segment-size','value':'32kb'}]")
                .answer(
                        "/taskmanagers",
                        "{'taskmanagers':["
                                + "{'id':'of-n2','path':'akka.tcp://flink@n2:6140/user/t','slotsNumber':4},"
                                + "{'id':'of-n3','path':'akka.tcp://flink@n3:6140/user/t','slotsNumber':2}]}")
                .answer(
                        "/taskmanagers/of-n2",
                        "{'metrics':{'heapMax':966367641,'memorySegmentsTotal':26214}}")
                .answer(
                        "/taskmanagers/of-n3",
                        "{'metrics':{'heapMax':966367641,'memorySegmentsTotal':3276}}");

        assertThat(of(examine(), Verdict.FAULT))
                .containsExactly(
                        "[localhost] configuration: the JobManager's says"
                                + " taskmanager.numberOfTaskSlots: 2, and TaskManagers registered with"
                                + " 4 on n2, so they were started with another one. Try: cd ansible &&"
                                + " ansible-playbook rolling.yml, or deploy-tool cluster restart",
                        "[localhost] configuration: the JobManager's says"
                                + " taskmanager.memory.segment-size: 32768, with which the TaskManager"
                                + " on n2 would have about 3277 buffers, and it has 26214, so it was"
                                + " started with another one. Try: cd ansible && ansible-playbook"
                                + " rolling.yml, or deploy-tool cluster restart");
    }

    @Test
    void findsTheFaultsOfKeyAndKnownHostsInOneGo() throws Exception {
        mode(key, "rw-r--r--");
        Files.writeString(knownHosts, "");

        assertThat(of(examine(), Verdict.FAULT))
                .containsExactly(
                        "ssh.key: %s is open to others (rw-r--r--), and a private key must not be. Try: chmod 600 %s"
                                .formatted(key, key),
                        "ssh.knownHosts: %s has no line about far. Try: ansible-playbook site.yml, which writes it"
                                .formatted(knownHosts));
    }

    @Test
    void saysWhatIsUnknownWithoutAConnection() throws Exception {
        List<Finding> findings =
                examine(
                        ssh -> {
                            throw new UnreachableException("[far] connecting to port 22: refused");
                        },
                        TcpProbe.NETWORK);

        assertThat(of(findings, Verdict.FAULT))
                .containsExactly("[far] connecting to port 22: refused");
        assertThat(of(findings, Verdict.UNKNOWN))
                .containsExactly("[far] nodes, ports and what runs there: there is no connection");
    }

    @Test
    void namesANodeThatTheJobManagerDoesNotReach() throws Exception {
        ssh(
                "[ \"$3\" = n3 ] && { echo 'Permission denied (publickey).' >&2; exit 255; }; shift"
                        + " 3; exec \"$@\"");

        assertThat(of(examine(), Verdict.FAULT))
                .containsExactly(
                        "[n3] ssh from the JobManager with env.ssh.opts: Permission denied"
                                + " (publickey). Try: ansible-playbook site.yml");
    }

    @Test
    void namesAJavaThatFlinkDoesNotRunOn() throws Exception {
        flink.javaIs("17.0.9");

        assertThat(of(examine(), Verdict.FAULT))
                .contains(
                        "[n2] java: 17.0.9, and the processes of Flink 1.8.1 run on Java 8."
                                + " Try: ansible-playbook site.yml");
    }

    @Test
    void namesAFolderWithoutFlink() throws Exception {
        Files.delete(flink.home().resolve("lib/flink-dist_2.11-1.8.1.jar"));

        assertThat(of(examine(), Verdict.FAULT))
                .contains(
                        "[n2] flink: there is none in %s. Try: flink.home in cluster.properties, or ansible-playbook site.yml"
                                .formatted(flink.home()));
    }

    @Test
    void findsTheVersionWhereEachModuleHasAJarOfItsOwn() throws Exception {
        Path library = flink.home().resolve("lib");
        Files.move(
                library.resolve("flink-dist_2.11-1.8.1.jar"),
                library.resolve("flink-core-1.8.1.jar"));

        assertThat(of(examine(), Verdict.OK)).contains("[n2] flink: 1.8.1");
    }

    @Test
    void namesTaskManagersThatAreMissingAndSlotsThatAreTaken() throws Exception {
        rest.answer("/overview", OVERVIEW.formatted(1, 0, 1))
                .answer("/taskmanagers", taskManagers("n2"));

        assertThat(of(examine(), Verdict.FAULT))
                .containsExactly(
                        "[localhost] TaskManagers: 1 of 2 are registered, missing on n3."
                                + " Try: deploy-tool cluster start, and deploy-tool cluster logs",
                        "[localhost] slots: 0 of 4 are free, and constant-straggler needs 4."
                                + " Try: deploy-tool jobs, and deploy-tool cancel");
    }

    @Test
    void takesAClusterThatIsDownForOneThatARunWouldStart() throws Exception {
        rest.close();

        List<Finding> findings = examine();

        assertThat(of(findings, Verdict.FAULT)).isEmpty();
        assertThat(of(findings, Verdict.NOTE))
                .containsExactly(
                        "[localhost] Flink: no answer at 127.0.0.1:%d; a run would start it."
                                        .formatted(rest.address().getPort())
                                + " Try: deploy-tool cluster start");
    }

    @Test
    void warnsOfPortsThatAreOpenToThisMachine() throws Exception {
        String path = folder.resolve("path") + ":" + System.getenv("PATH");
        List<Finding> findings =
                examine(
                        ssh -> new LocalHost(Map.of("PATH", path)),
                        (host, port, timeout) -> host.equals("far"));

        assertThat(of(findings, Verdict.FAULT))
                .containsExactly(
                        "[far:6123] open to this machine: whoever reaches it can run code there."
                                + " Try: ansible-playbook site.yml, and the security group");
        assertThat(of(findings, Verdict.NOTE))
                .contains(
                        "[far:%d] open to this machine: Flink's page, which runs any jar."
                                        .formatted(rest.address().getPort())
                                + " Try: firewall_ui_cidr without this address, if that was not"
                                + " meant");
    }

    @Test
    void namesATaskManagerWhoseMetricsDoNotArrive() throws Exception {
        rest.answer("/taskmanagers/of-n3/metrics", "[]");

        assertThat(of(examine(), Verdict.FAULT))
                .containsExactly(
                        "[localhost] metrics: none arrive at the JobManager from n3. Try:"
                                + " metrics.internal.query-service.port in flink-conf.yaml, and the"
                                + " firewall between them");
    }

    @Test
    void hasANoteOfAnInfluxDbThatNoRunNeeds() throws Exception {
        StubInflux influx = new StubInflux();
        String host = influx.address().host();
        int port = influx.address().port();
        influxDb =
                Optional.of(
                        new InfluxSettings(
                                host, port, "flink", Optional.empty(), Optional.empty()));
        assertThat(of(examine(), Verdict.OK))
                .contains("[%s:%d] InfluxDB: it takes series for flink".formatted(host, port));

        influx.close();
        List<Finding> findings = examine();
        assertThat(of(findings, Verdict.FAULT)).isEmpty();
        assertThat(of(findings, Verdict.NOTE))
                .contains(
                        "[%s:%d] asking InfluxDB for its version: connection refused. Try: deploy-tool metrics doctor"
                                .formatted(host, port));
    }

    @Test
    void triesTheDatabaseThatMetricsGoTo() throws Exception {
        rest.answer(
                "/jobmanager/config",
                "[{\"key\":\"metrics.reporter.influxdb.host\",\"value\":\"127.0.0.1\"},"
                        + "{\"key\":\"metrics.reporter.influxdb.port\",\"value\":\"1\"}]");

        List<Finding> findings = examine();

        assertThat(of(findings, Verdict.NOTE))
                .contains(
                        "[n2] reaching 127.0.0.1:1: nobody listens. Try: deploy-tool cluster"
                                + " status");
        assertThat(of(findings, Verdict.OK))
                .contains(
                        "[localhost] metrics reporters: they send to 127.0.0.1:1, which the nodes"
                                + " tried to reach above");
    }
}
