package io.flinkvariance.doctor;

import io.flinkvariance.doctor.NodeReport.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the members of a cluster reach each other's pinned ports. */
final class PortChecks {
    private PortChecks() {}

    /**
     * Compares what the nodes tried.
     *
     * @param isUp whether Flink runs, so that somebody should listen
     */
    static List<Finding> between(List<NodeReport> nodes, boolean isUp) {
        List<Finding> findings = new ArrayList<>();
        int open = 0;
        for (NodeReport node : nodes) {
            for (Map.Entry<String, Reach> port : node.ports().entrySet()) {
                switch (port.getValue()) {
                    case OPEN -> open++;
                    case SILENT ->
                            findings.add(
                                    Finding.fault(
                                            "[%s] reaching %s: no answer, so a firewall is between. Try: ansible-playbook site.yml, and the security group"
                                                    .formatted(node.host(), port.getKey())));
                    case REFUSED -> {
                        if (isUp) {
                            findings.add(
                                    Finding.note(
                                            "[%s] reaching %s: nobody listens. Try: deploy-tool cluster status"
                                                    .formatted(node.host(), port.getKey())));
                        }
                    }
                }
            }
        }
        if (open > 0 && findings.isEmpty()) {
            findings.add(
                    Finding.ok("ports between the members: all %d ways are open".formatted(open)));
        } else if (!isUp && findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            "ports between the members: none is shut, and nobody listens, as Flink is down"));
        }
        return findings;
    }
}
