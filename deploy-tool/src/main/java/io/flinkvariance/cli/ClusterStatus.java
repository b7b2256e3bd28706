package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.HostNames;
import io.flinkvariance.rest.ClusterOverview;
import io.flinkvariance.rest.TaskManagerDetails;
import io.flinkvariance.result.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is there, and who should be. */
final class ClusterStatus {
    private ClusterStatus() {}

    static String table(ClusterConnection cluster, ClusterOverview overview)
            throws InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("process", "host", "slots", "free"));
        HostNames names = cluster.layout().names();
        rows.add(List.of("JobManager", names.of(cluster.layout().restAddress()), "", ""));
        for (TaskManagerDetails one : cluster.rest().taskManagers().registered()) {
            rows.add(
                    List.of(
                            "TaskManager",
                            names.of(one.host()),
                            Integer.toString(one.slots()),
                            Integer.toString(one.freeSlots())));
        }
        for (String host : cluster.missingTaskManagers()) {
            rows.add(List.of("TaskManager", names.of(host), "missing", ""));
        }
        return TextTable.of(rows)
                + "Flink %s, %d job%s running\n"
                        .formatted(
                                overview.flinkVersion(),
                                overview.jobsRunning(),
                                overview.jobsRunning() == 1 ? "" : "s");
    }

    /** What is missing of what there should be. */
    static Optional<String> fault(ClusterConnection cluster, ClusterOverview overview) {
        int expected = cluster.layout().taskManagers();
        return overview.taskManagers() >= expected
                ? Optional.empty()
                : Optional.of(
                        "[%s] TaskManagers: %d of %d are registered. Try: deploy-tool cluster start, and deploy-tool cluster logs"
                                .formatted(cluster.name(), overview.taskManagers(), expected));
    }
}
