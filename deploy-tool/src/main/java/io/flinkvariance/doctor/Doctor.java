package io.flinkvariance.doctor;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.ClusterLayout;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.cluster.HostNames;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.Message;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.host.SshPreconditions;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks for every reason why a run on a cluster could fail, all in one go, and changes nothing.
 *
 * <p>What cannot be looked at because of an earlier fault is said to be unknown.
 */
public final class Doctor {
    private final ClusterProperties properties;
    private final Scenario scenario;
    private final Function<SshSettings, Host> hosts;
    private final TcpProbe probe;

    /**
     * Prepares to look.
     *
     * @param scenario that is to run
     * @param hosts makes the way to a host, without going it yet
     * @param probe tries ports from this machine
     */
    public Doctor(
            ClusterProperties properties,
            Scenario scenario,
            Function<SshSettings, Host> hosts,
            TcpProbe probe) {
        this.properties = properties;
        this.scenario = scenario;
        this.hosts = hosts;
        this.probe = probe;
    }

    /** All that was found, from the way to the cluster to what runs there. */
    public List<Finding> examine() throws InterruptedException {
        HostNames names = properties.layout().names();
        return found().stream()
                .map(found -> new Finding(found.verdict(), names.inMessage(found.text())))
                .toList();
    }

    private List<Finding> found() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        SshSettings ssh = properties.ssh();
        String key = ssh.key().map(Object::toString).orElse("those of the SSH agent");
        findings.add(
                attempt(
                        () -> SshPreconditions.requireKey(ssh),
                        Finding.ok("ssh.key: %s".formatted(key))));
        findings.add(
                attempt(
                        () -> SshPreconditions.requireKnownHost(ssh),
                        Finding.ok("ssh.knownHosts: %s".formatted(ssh.knownHosts()))));
        try (ClusterConnection connection =
                ClusterConnection.open(properties.layout(), hosts.apply(ssh))) {
            findings.add(Finding.ok("[%s] ssh: logged in as %s".formatted(ssh.host(), ssh.user())));
            if (connection.isRelayed()) {
                findings.add(relayed(ssh.host()));
            }
            findings.addAll(ofCluster(connection));
        } catch (DeployException unreachable) {
            findings.add(Finding.fault(unreachable.getMessage()));
            findings.add(
                    Finding.unknown(
                            "[%s] nodes, ports and what runs there: there is no connection"
                                    .formatted(ssh.host())));
        }
        return findings;
    }

    private static Finding relayed(String host) {
        return Finding.note(
                Message.on(
                                host,
                                "ssh",
                                "its sshd forbids to forward ports; everything works all the same, by commands that reach Flink by way of bash there, and takes a little longer")
                        .trying(PortForward.TO_ALLOW_IT)
                        .toString());
    }

    private List<Finding> ofCluster(ClusterConnection connection) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        ClusterLayout layout = properties.layout();
        RunningChecks running = RunningChecks.of(connection, layout, scenario);
        List<NodeReport> nodes =
                EveryNode.ask(connection.host(), layout.flinkHome(), running.reporterAddresses());
        for (NodeReport node : nodes) {
            findings.addAll(new NodeChecks(node, layout.flinkHome()).findings());
        }
        findings.addAll(PortChecks.between(nodes, running.isUp()));
        findings.addAll(new OutsideChecks(properties, nodes, probe).findings());
        findings.addAll(running.findings(nodes));
        if (properties.influxDb().isPresent()) {
            findings.add(InfluxNote.of(connection, properties.influxDb().get()));
        }
        return findings;
    }

    private interface Attempt {
        void make();
    }

    private static Finding attempt(Attempt attempt, Finding otherwise) {
        try {
            attempt.make();
            return otherwise;
        } catch (DeployException wrong) {
            return Finding.fault(wrong.getMessage());
        }
    }
}
