package io.flinkvariance.doctor;

import io.flinkvariance.flink.FlinkVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one node has to have. */
final class NodeChecks {
    /** Jar, scenario and logs need little; a disk that is fuller than this fills soon. */
    private static final long LEAST_MEBIBYTES = 200;

    /** Logs and metrics of several nodes make no sense together beyond that. */
    private static final long MOST_CLOCK_SECONDS = 5;

    private static final String PROVISION = "Try: ansible-playbook site.yml";

    private final NodeReport node;
    private final String flinkHome;

    NodeChecks(NodeReport node, String flinkHome) {
        this.node = node;
        this.flinkHome = flinkHome;
    }

    List<Finding> findings() {
        if (!node.wasReached()) {
            return List.of(
                    Finding.fault(
                            "[%s] ssh from the JobManager with env.ssh.opts: %s. %s"
                                    .formatted(
                                            node.host(),
                                            node.lastWords().isEmpty()
                                                    ? "no answer"
                                                    : node.lastWords(),
                                            PROVISION)));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(flink());
        findings.add(java());
        findings.add(disk());
        findings.add(clock());
        return findings;
    }

    private Finding flink() {
        return node.flinkVersion()
                .map(version -> Finding.ok("[%s] flink: %s".formatted(node.host(), version)))
                .orElseGet(
                        () ->
                                Finding.fault(
                                        "[%s] flink: there is none in %s. Try: flink.home in cluster.properties, or ansible-playbook site.yml"
                                                .formatted(node.host(), flinkHome)));
    }

    private Finding java() {
        String java = node.javaVersion().orElse("");
        if (FlinkVersion.OF_KIT.runsOn(java)) {
            return Finding.ok("[%s] java: %s".formatted(node.host(), java));
        }
        return Finding.fault(
                "[%s] java: %s, and the processes of %s run on %s. %s"
                        .formatted(
                                node.host(),
                                java.isEmpty() ? "there is none" : java,
                                FlinkVersion.OF_KIT,
                                FlinkVersion.OF_KIT.javaInWords(),
                                PROVISION));
    }

    private Finding disk() {
        Map<String, Long> free = node.freeMebibytes();
        List<String> full =
                free.entrySet().stream()
                        .filter(entry -> entry.getValue() < LEAST_MEBIBYTES)
                        .map(entry -> "%d MiB in %s".formatted(entry.getValue(), entry.getKey()))
                        .toList();
        if (!full.isEmpty()) {
            return Finding.fault(
                    "[%s] disk: free are only %s. Try: df -h, du -xh / | sort -h | tail"
                            .formatted(node.host(), String.join(", ", full)));
        }
        return free.isEmpty()
                ? Finding.unknown("[%s] disk: it does not say what is free".formatted(node.host()))
                : Finding.ok(
                        "[%s] disk: free are %s"
                                .formatted(
                                        node.host(),
                                        free.entrySet().stream()
                                                .map(
                                                        entry ->
                                                                entry.getValue()
                                                                        + " MiB in "
                                                                        + entry.getKey())
                                                .collect(Collectors.joining(", "))));
    }

    private Finding clock() {
        return node.clockOffsetSeconds()
                .map(
                        offset ->
                                Math.abs(offset) <= MOST_CLOCK_SECONDS
                                        ? Finding.ok(
                                                "[%s] clock: as the JobManager's"
                                                        .formatted(node.host()))
                                        : Finding.fault(
                                                "[%s] clock: %d s %s the JobManager's. Try: timedatectl on both, and the service that sets it"
                                                        .formatted(
                                                                node.host(),
                                                                Math.abs(offset),
                                                                offset > 0
                                                                        ? "ahead of"
                                                                        : "behind")))
                .orElseGet(
                        () ->
                                Finding.unknown(
                                        "[%s] clock: it does not say".formatted(node.host())));
    }
}
