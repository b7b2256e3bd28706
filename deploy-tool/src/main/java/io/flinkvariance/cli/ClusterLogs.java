package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.HostNames;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.rest.TaskManagerDetails;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ends of the logs of a cluster's processes. */
final class ClusterLogs {
    private static final int LINES = 30;

    private ClusterLogs() {}

    /** Those of one host, by any name that the user or the cluster has for it, or of all. */
    static String of(ClusterConnection cluster, Optional<String> host) throws InterruptedException {
        String jobManager = cluster.layout().restAddress();
        HostNames names = cluster.layout().names();
        List<TaskManagerDetails> taskManagers = taskManagers(cluster);
        List<String> known =
                Stream.concat(
                                Stream.of(jobManager),
                                taskManagers.stream().map(TaskManagerDetails::host))
                        .distinct()
                        .toList();
        Set<String> wanted =
                host.isEmpty() ? Set.copyOf(known) : addresses(cluster, host.get(), known);
        StringBuilder text = new StringBuilder();
        if (wanted.contains(jobManager)) {
            text.append("=== JobManager, %s\n".formatted(names.of(jobManager)))
                    .append(cluster.flinkHome().jobManagerLog(LINES));
        }
        for (TaskManagerDetails one : taskManagers) {
            if (wanted.contains(one.host())) {
                text.append("=== TaskManager, %s\n".formatted(names.of(one.host())))
                        .append(end(cluster.rest().taskManagers().log(one.id())));
            }
        }
        if (text.isEmpty()) {
            throw new UsageException(
                    "cluster logs: no process runs on %s. Try: %s"
                            .formatted(host.orElseThrow(), String.join(", ", names.of(known))));
        }
        return text.toString();
    }

    /** Those of a host; what it is called by nobody here may be known on the JobManager's. */
    private static Set<String> addresses(ClusterConnection cluster, String host, List<String> known)
            throws InterruptedException {
        if (known.contains(host)) {
            return Set.of(host);
        }
        Set<String> addresses = new HashSet<>(cluster.layout().names().addresses(host));
        if (addresses.isEmpty()) {
            addresses.addAll(cluster.flinkHome().addresses(host));
            if (addresses.contains("here")) {
                addresses.add(cluster.layout().restAddress());
            }
        }
        return addresses;
    }

    /** The JobManager's log is wanted most when it does not answer. */
    private static List<TaskManagerDetails> taskManagers(ClusterConnection cluster)
            throws InterruptedException {
        try {
            return cluster.rest().taskManagers().registered();
        } catch (UnreachableException down) {
            return List.of();
        }
    }

    private static String end(String log) {
        List<String> lines = log.lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
