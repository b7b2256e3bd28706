package io.flinkvariance.hadoop;

import io.flinkvariance.error.Message;
import io.flinkvariance.error.OperationFailedException;
import java.util.ArrayList;
import java.util.List;

/** Whether a ResourceManager answers, and its nodes have room for a run. */
final class ResourceManagerCheck {
    private static final String WHAT = "ResourceManager";
    private static final String START_QUEUE =
            "state RUNNING in capacity-scheduler.xml, then yarn rmadmin -refreshQueues there";

    private final Master master;
    private final YarnProperties properties;
    private final int parallelism;

    ResourceManagerCheck(Master master, YarnProperties properties, int parallelism) {
        this.master = master;
        this.properties = properties;
        this.parallelism = parallelism;
    }

    List<Observation> of(ClientFacts facts, HadoopConfiguration configuration)
            throws InterruptedException {
        List<HttpAddress> servers = configuration.resourceManagers();
        if (servers.isEmpty()) {
            return List.of(
                    Observation.fault(
                            Message.on(
                                            master.name(),
                                            HadoopConfiguration.RESOURCE_MANAGER,
                                            "not set in %s/yarn-site.xml, so a client would ask 0.0.0.0 for ever"
                                                    .formatted(facts.confDir()))
                                    .trying(HadoopConfDir.remedy(facts, properties))));
        }
        try {
            List<Observation> found =
                    new ArrayList<>(
                            room(
                                    properties
                                            .containers()
                                            .inMultiplesOf(configuration.smallestContainerMb()),
                                    master.http()
                                            .first(
                                                    servers,
                                                    ClusterNodes.PATH,
                                                    ClusterNodes::running)));
            if (properties.queue().isPresent()) {
                found.add(
                        queue(
                                properties.queue().get(),
                                master.http()
                                        .first(
                                                servers,
                                                SchedulerQueues.PATH,
                                                SchedulerQueues::read)));
            }
            return found;
        } catch (UnreadableAnswerException | OperationFailedException silent) {
            return List.of(
                    Observation.fault(
                            Message.on(master.name(), WHAT, silent.getMessage())
                                    .trying(
                                            "systemctl status hadoop-yarn-resourcemanager on its host")));
        }
    }

    /** Flink's client asks in a queue that is not there all the same, and only YARN refuses it. */
    private Observation queue(String name, SchedulerQueues queues) {
        String what = "queue " + name;
        if (queues.isEmpty()) {
            return Observation.fine(master.name(), what, "YARN's scheduler has one queue for all");
        }
        List<String> called = queues.called(name);
        if (called.size() != 1) {
            return Observation.fault(
                    Message.on(
                                    master.name(),
                                    what,
                                    called.isEmpty()
                                            ? "there is no such queue that takes applications"
                                            : "it may be any of " + String.join(", ", called))
                            .trying(
                                    queues.open().isEmpty()
                                            ? "as all are stopped, for one of them " + START_QUEUE
                                            : "%s in %s, one of %s"
                                                    .formatted(
                                                            YarnProperties.QUEUE,
                                                            properties.file(),
                                                            String.join(", ", queues.open()))));
        }
        return queues.takes(called.get(0))
                ? Observation.fine(master.name(), what, "takes applications")
                : Observation.fault(
                        Message.on(master.name(), what, "it is stopped").trying(START_QUEUE));
    }

    private List<Observation> room(ContainerSizes containers, List<ClusterNodes.Node> nodes) {
        if (nodes.isEmpty()) {
            return List.of(
                    Observation.fault(
                            Message.on(master.name(), WHAT, "no node is active")
                                    .trying("yarn node -list -all there")));
        }
        List<Observation> found = new ArrayList<>();
        found.add(
                Observation.fine(
                        master.name(),
                        WHAT,
                        "%d active node%s".formatted(nodes.size(), nodes.size() == 1 ? "" : "s")));
        found.add(vcores(nodes));
        found.add(memory(containers, nodes));
        return found;
    }

    /** Flink's client refuses a TaskManager with more slots than any node has virtual cores. */
    private Observation vcores(List<ClusterNodes.Node> nodes) {
        int slots = properties.containers().slots();
        int most = nodes.stream().mapToInt(ClusterNodes.Node::vcores).max().orElse(0);
        return slots > most
                ? Observation.fault(
                        Message.on(
                                        master.name(),
                                        "virtual cores",
                                        "a TaskManager of %d slots asks for as many, and no node has more than %d"
                                                .formatted(slots, most))
                                .trying("yarn.slots=%d in %s".formatted(most, properties.file())))
                : Observation.fine(
                        master.name(), "virtual cores", "up to %d on a node".formatted(most));
    }

    private Observation memory(ContainerSizes containers, List<ClusterNodes.Node> nodes) {
        int taskManagers = containers.taskManagers(parallelism);
        String asked =
                "a JobManager of %d MB and %d TaskManager%s of %d MB"
                        .formatted(
                                containers.jobManagerMb(),
                                taskManagers,
                                taskManagers == 1 ? "" : "s",
                                containers.taskManagerMb());
        List<Long> freeMb = nodes.stream().map(ClusterNodes.Node::freeMb).toList();
        return containers.fitInto(freeMb, parallelism)
                ? Observation.fine(master.name(), "memory", "room for " + asked)
                : Observation.fault(
                        Message.on(
                                        master.name(),
                                        "memory",
                                        "there is no room for %s: the nodes have %s MB free"
                                                .formatted(asked, freeMb))
                                .trying(
                                        "yarn application -list there, or a smaller yarn.taskManagerMb in %s"
                                                .formatted(properties.file())));
    }
}
