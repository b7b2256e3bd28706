package io.flinkvariance.cluster;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.rest.ClusterOverview;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.rest.TaskManagerDetails;
import io.flinkvariance.time.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way to a standalone cluster: its JobManager's host, Flink's folder there, its REST interface.
 */
public final class ClusterConnection implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    /** What a TaskManager may take that has just been started, or whose JobManager has. */
    private static final Duration COMING_BACK = Duration.ofSeconds(15);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ClusterLayout layout;
    private final Host host;
    private final PortForward forward;
    private final FlinkRest rest;

    private ClusterConnection(ClusterLayout layout, Host host, PortForward forward) {
        this.layout = layout;
        this.host = host;
        this.forward = forward;
        this.rest = new FlinkRest(host.name(), restAddress());
    }

    /** Connects; the host is closed with the connection. */
    public static ClusterConnection open(ClusterLayout layout, Host host)
            throws InterruptedException {
        try {
            return new ClusterConnection(
                    layout, host, host.forward(layout.restAddress(), layout.restPort()));
        } catch (InterruptedException | RuntimeException failed) {
            host.close();
            throw failed;
        }
    }

    public Host host() {
        return host;
    }

    public ClusterLayout layout() {
        return layout;
    }

    public FlinkRest rest() {
        return rest;
    }

    /** Where the REST interface is, as this machine reaches it. */
    public URI restAddress() {
        return forward.httpAddress();
    }

    /** Whether commands carry what is asked of REST, as the sshd there forwards no port. */
    public boolean isRelayed() {
        return forward.isRelayed();
    }

    /** Flink on the JobManager's host. */
    public FlinkHome flinkHome() {
        return new FlinkHome(host, layout.flinkHome());
    }

    /** What the JobManager says of the cluster; nothing while there is none that answers. */
    public Optional<ClusterOverview> overview() throws InterruptedException {
        try {
            return Optional.of(rest.overview());
        } catch (DeployException notYet) {
            return Optional.empty();
        }
    }

    List<String> named(List<String> addresses) {
        return layout.names().of(addresses);
    }

    /**
     * Starts what is down, and waits until all TaskManagers are there. Those whose processes have
     * just ended are started again, too, which the JobManager does not know yet.
     */
    public void start(Consumer<String> notes) throws InterruptedException {
        start(notes, COMING_BACK);
    }

    void start(Consumer<String> notes, Duration comingBack) throws InterruptedException {
        if (overview().isEmpty() && !flinkHome().jobManagerRuns()) {
            notes.accept("[%s] running start-cluster.sh".formatted(host.name()));
            String complaint = flinkHome().startCluster();
            if (!complaint.isEmpty()) {
                notes.accept("[%s] start-cluster.sh: %s".formatted(host.name(), complaint));
            }
            awaitTaskManagers(START_TIMEOUT);
            return;
        }
        if (!isCompleteWithin(comingBack, () -> {}) && overview().isPresent()) {
            List<String> missing = missingTaskManagers();
            notes.accept(
                    "[%s] starting TaskManagers on %s"
                            .formatted(host.name(), String.join(", ", named(missing))));
            flinkHome().startTaskManagers(missing);
        }
        awaitTaskManagers(START_TIMEOUT);
        new EndedTaskManagers(this, notes).replace(comingBack, START_TIMEOUT);
    }

    /**
     * Waits until as many TaskManagers are registered as there should be.
     *
     * @throws ClusterStateException with the hosts of those that are not
     */
    void awaitTaskManagers(Duration atMost) throws InterruptedException {
        awaitTaskManagers(atMost, () -> {});
    }

    /**
     * The same.
     *
     * @param look at whatever may end the wait, by an exception; again and again
     */
    void awaitTaskManagers(Duration atMost, Runnable look) throws InterruptedException {
        if (!isCompleteWithin(atMost, look)) {
            throw overview().isEmpty() ? noJobManager(atMost) : incomplete(atMost);
        }
    }

    private boolean isCompleteWithin(Duration atMost, Runnable look) throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        while (overview().map(ClusterOverview::taskManagers).orElse(-1) < layout.taskManagers()) {
            if (deadline.isOver()) {
                return false;
            }
            look.run();
            deadline.pause(PAUSE);
        }
        return true;
    }

    private ClusterStateException noJobManager(Duration waited) {
        return new ClusterStateException(
                "[%s] starting the JobManager: no answer at %s:%d after %d s. Try: deploy-tool cluster logs"
                        .formatted(
                                host.name(),
                                layout.restAddress(),
                                layout.restPort(),
                                waited.toSeconds()));
    }

    private ClusterStateException incomplete(Duration waited) throws InterruptedException {
        return new ClusterStateException(
                "[%s] waiting for TaskManagers: %d of %d are registered after %d s, missing on %s. Try: deploy-tool cluster logs, and ssh from the JobManager to them"
                        .formatted(
                                host.name(),
                                rest.taskManagers().registered().size(),
                                layout.taskManagers(),
                                waited.toSeconds(),
                                String.join(", ", named(missingTaskManagers()))));
    }

    /**
     * The hosts in {@code conf/slaves} without a registered TaskManager, each as often as one is
     * missing.
     */
    public List<String> missingTaskManagers() throws InterruptedException {
        List<String> missing = new ArrayList<>(flinkHome().slaves());
        for (TaskManagerDetails registered : rest.taskManagers().registered()) {
            missing.remove(registered.host());
        }
        return missing;
    }

    /**
     * Runs {@code stop-cluster.sh} and waits until nobody answers any more.
     *
     * @throws ClusterStateException if jobs run that nobody said may end, or may run
     */
    public void stop(boolean endsJobs) throws InterruptedException {
        if (!endsJobs) {
            refuseWithJobs(jobs());
        }
        flinkHome().stopCluster();
        Deadline deadline = Deadline.in(STOP_TIMEOUT);
        while (flinkHome().jobManagerRuns()) {
            if (deadline.isOver()) {
                throw new ClusterStateException(
                        "[%s] stopping: the JobManager still runs after %d s, and stop-cluster.sh knows of none. Try: systemctl stop flink-jobmanager there, if systemd keeps it"
                                .formatted(host.name(), STOP_TIMEOUT.toSeconds()));
            }
            deadline.pause(PAUSE);
        }
    }

    /** Those of no JobManager are none; those of one that does not answer may be any. */
    private List<JobSummary> jobs() throws InterruptedException {
        try {
            return rest.jobs();
        } catch (DeployException unanswered) {
            if (flinkHome().jobManagerRuns()) {
                throw new ClusterStateException(
                        "[%s] stopping: a JobManager runs and does not answer, so nobody knows whether jobs run. Try: again, deploy-tool cluster logs, or --force"
                                .formatted(host.name()),
                        unanswered);
            }
            return List.of();
        }
    }

    private void refuseWithJobs(List<JobSummary> all) {
        List<String> jobs =
                all.stream().filter(job -> !job.hasEnded()).map(JobSummary::name).toList();
        if (!jobs.isEmpty()) {
            throw new ClusterStateException(
                    "[%s] stopping: jobs run and would end: %s. Try: deploy-tool cancel, or --force"
                            .formatted(host.name(), String.join(", ", jobs)));
        }
    }

    /** As messages name the cluster. */
    public String name() {
        return host.name();
    }

    /** Refuses a cluster that does not answer. */
    public ClusterOverview requireUp() throws InterruptedException {
        try {
            return rest.overview();
        } catch (UnreachableException down) {
            throw new ClusterStateException(
                    "[%s] asking the JobManager at %s:%d: no answer. Try: deploy-tool cluster start"
                            .formatted(host.name(), layout.restAddress(), layout.restPort()),
                    down);
        }
    }

    @Override
    public void close() {
        forward.close();
        host.close();
    }
}
