package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.rest.ClusterOverview;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Whether a cluster has a slot for each subtask of a scenario. */
final class FreeSlots {
    /** Longer than Flink's heartbeat.timeout, 50 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private FreeSlots() {}

    static void require(Cluster cluster, Scenario scenario, Consumer<String> notes)
            throws InterruptedException {
        require(cluster, scenario, notes, PATIENCE);
    }

    /**
     * Refuses a cluster with too few. Slots that no job holds are waited for: a job that went with
     * its JobManager leaves them taken until its TaskManagers have missed its heartbeat.
     *
     * @throws ClusterStateException with the jobs that hold them
     */
    static void require(
            Cluster cluster, Scenario scenario, Consumer<String> notes, Duration patience)
            throws InterruptedException {
        FlinkRest rest = cluster.rest();
        Deadline deadline = Deadline.in(patience);
        boolean isToldOf = false;
        while (true) {
            ClusterOverview overview = rest.overview();
            if (overview.slotsAvailable() >= scenario.slots()) {
                return;
            }
            List<String> running =
                    rest.jobs().stream()
                            .filter(job -> !job.hasEnded())
                            .map(JobSummary::id)
                            .toList();
            boolean mayComeFree = running.isEmpty() && overview.slotsTotal() >= scenario.slots();
            if (!mayComeFree || deadline.isOver()) {
                throw refusal(cluster.name(), scenario, overview, running);
            }
            if (!isToldOf) {
                notes.accept(
                        "[%s] waiting for slots of a job that is gone".formatted(cluster.name()));
                isToldOf = true;
            }
            deadline.pause(PAUSE);
        }
    }

    private static ClusterStateException refusal(
            String cluster, Scenario scenario, ClusterOverview overview, List<String> running) {
        String remedy =
                running.isEmpty()
                        ? "--set stream.parallelism=%d, or more slots"
                                .formatted(Math.max(1, overview.slotsAvailable()))
                        : "deploy-tool jobs, and deploy-tool cancel "
                                + String.join(", or deploy-tool cancel ", running);
        return new ClusterStateException(
                "[%s] %s needs %d free slots, one for each subtask: there are %d of %d. Try: %s"
                        .formatted(
                                cluster,
                                scenario.name(),
                                scenario.slots(),
                                overview.slotsAvailable(),
                                overview.slotsTotal(),
                                remedy));
    }
}
