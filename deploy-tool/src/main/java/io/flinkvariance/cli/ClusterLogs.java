package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.rest.TaskManagerDetails;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ends of the logs of a cluster's processes. */
final class ClusterLogs {
    private static final int LINES = 30;

    private ClusterLogs() {}

    /** Those of one host, or of all. */
    static String of(ClusterConnection cluster, Optional<String> host) throws InterruptedException {
        String jobManager = cluster.layout().restAddress();
        List<TaskManagerDetails> taskManagers = taskManagers(cluster);
        StringBuilder text = new StringBuilder();
        if (host.isEmpty() || host.get().equals(jobManager)) {
            text.append("=== JobManager, %s\n".formatted(jobManager))
                    .append(cluster.flinkHome().jobManagerLog(LINES));
        }
        for (TaskManagerDetails one : taskManagers) {
            if (host.isEmpty() || host.get().equals(one.host())) {
                text.append("=== TaskManager, %s\n".formatted(one.host()))
                        .append(end(cluster.rest().taskManagerLog(one.id())));
            }
        }
        if (text.isEmpty()) {
            throw new UsageException(
                    "cluster logs: no process runs on %s. Try: %s, %s"
                            .formatted(
                                    host.orElseThrow(),
                                    jobManager,
                                    taskManagers.stream()
                                            .map(TaskManagerDetails::host)
                                            .distinct()
                                            .collect(Collectors.joining(", "))));
        }
        return text.toString();
    }

    /** The JobManager's log is wanted most when it does not answer. */
    private static List<TaskManagerDetails> taskManagers(ClusterConnection cluster)
            throws InterruptedException {
        try {
            return cluster.rest().taskManagers();
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
