package io.flinkvariance.cluster;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.rest.TaskManagerDetails;
import io.flinkvariance.time.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * TaskManagers whose processes have ended, and which the JobManager counts all the same: until it
 * has missed their heartbeats, 50 seconds by Flink's default.
 */
final class EndedTaskManagers {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ClusterConnection cluster;
    private final Consumer<String> notes;

    EndedTaskManagers(ClusterConnection cluster, Consumer<String> notes) {
        this.cluster = cluster;
        this.notes = notes;
    }

    /**
     * Starts others in their place, unless they come back by themselves, and waits until these are
     * registered.
     *
     * @param comingBack how long whoever keeps them has time to start them again, as systemd does
     * @throws ClusterStateException if not all have registered within {@code registering}
     */
    void replace(Duration comingBack, Duration registering) throws InterruptedException {
        List<String> ended = endedFor(comingBack);
        if (ended.isEmpty()) {
            return;
        }
        String hosts = String.join(", ", cluster.named(ended));
        notes.accept(
                "[%s] starting TaskManagers on %s, whose processes have ended"
                        .formatted(cluster.host().name(), hosts));
        Set<String> before = registeredIds();
        cluster.flinkHome().startTaskManagers(ended);
        Deadline deadline = Deadline.in(registering);
        while (registeredSince(before) < ended.size()) {
            if (deadline.isOver()) {
                throw new ClusterStateException(
                        "[%s] waiting for TaskManagers: those started on %s are not registered after %d s. Try: deploy-tool cluster logs, and ssh from the JobManager to them"
                                .formatted(cluster.host().name(), hosts, registering.toSeconds()));
            }
            deadline.pause(PAUSE);
        }
    }

    /** The hosts of those that have not come back in that time. */
    private List<String> endedFor(Duration comingBack) throws InterruptedException {
        Deadline deadline = Deadline.in(comingBack);
        List<String> ended = cluster.flinkHome().slavesOfEndedTaskManagers();
        while (!ended.isEmpty() && !deadline.isOver()) {
            deadline.pause(PAUSE);
            ended = cluster.flinkHome().slavesOfEndedTaskManagers();
        }
        return ended;
    }

    private int registeredSince(Set<String> before) throws InterruptedException {
        Set<String> since = new HashSet<>(registeredIds());
        since.removeAll(before);
        return since.size();
    }

    private Set<String> registeredIds() throws InterruptedException {
        return cluster.rest().taskManagers().registered().stream()
                .map(TaskManagerDetails::id)
                .collect(Collectors.toSet());
    }
}
