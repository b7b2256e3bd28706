package io.flinkvariance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.HostNames;
import io.flinkvariance.doctor.Finding.Verdict;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.host.UploadProgress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Checks of the machines and of the ways to them. */
class DoctorTest extends DoctorCase {
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
            public void uploadSecret(Path file, String path) {
                throw new UnsupportedOperationException(path);
            }

            @Override
            public void upload(Path file, String to, UploadProgress progress)
                    throws InterruptedException {
                local.upload(file, to, progress);
            }

            @Override
            public PortForward forward(String address, int port, int localPort) {
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
                        "[far] ssh: its sshd forbids to forward ports; everything works all the"
                                + " same, by commands that reach Flink by way of bash there, and"
                                + " takes a little longer. Try: AllowTcpForwarding local in"
                                + " /etc/ssh/sshd_config there, no DisableForwarding and no"
                                + " PermitOpen, and no no-port-forwarding or restrict in"
                                + " authorized_keys");
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
}
