package io.flinkvariance.doctor;

import io.flinkvariance.cluster.ClusterProperties;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether Flink's ports, which run code for whoever reaches them, are shut from this machine. */
final class OutsideChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ClusterProperties properties;
    private final List<NodeReport> nodes;
    private final TcpProbe probe;

    OutsideChecks(ClusterProperties properties, List<NodeReport> nodes, TcpProbe probe) {
        this.properties = properties;
        this.nodes = nodes;
        this.probe = probe;
    }

    List<Finding> findings() {
        Set<String> ports = ports();
        Set<String> open =
                ports.parallelStream()
                        .filter(this::isOpen)
                        .collect(Collectors.toCollection(java.util.TreeSet::new));
        if (open.isEmpty()) {
            return List.of(
                    Finding.ok(
                            "ports from here: all %d of Flink's are shut, as they should be"
                                    .formatted(ports.size())));
        }
        return open.stream().map(this::judged).toList();
    }

    private Finding judged(String port) {
        boolean isPage = port.endsWith(":" + properties.layout().restPort());
        return isPage
                ? Finding.note(
                        "[%s] open to this machine: Flink's page, which runs any jar. Try: firewall_ui_cidr without this address, if that was not meant"
                                .formatted(port))
                : Finding.fault(
                        "[%s] open to this machine: whoever reaches it can run code there. Try: ansible-playbook site.yml, and the security group"
                                .formatted(port));
    }

    /** Those that the nodes tried among themselves, also under the name that leads to the first. */
    private Set<String> ports() {
        Set<String> ports = new LinkedHashSet<>();
        for (NodeReport node : nodes) {
            ports.addAll(node.ports().keySet());
        }
        Set<String> all = new LinkedHashSet<>(ports);
        for (String port : ports) {
            if (port.startsWith(properties.layout().restAddress() + ":")) {
                all.add(properties.ssh().host() + port.substring(port.lastIndexOf(':')));
            }
        }
        return all;
    }

    private boolean isOpen(String port) {
        int colon = port.lastIndexOf(':');
        return probe.isOpen(
                port.substring(0, colon), Integer.parseInt(port.substring(colon + 1)), PATIENCE);
    }
}
