package io.flinkvariance.hadoop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a ResourceManager's {@code /ws/v1/cluster/nodes} says of the nodes that run. */
final class ClusterNodes {
    static final String PATH = "/ws/v1/cluster/nodes";

    private static final String AT_WORK = "RUNNING";

    private ClusterNodes() {}

    /**
     * A node that runs, with what it has left and what it has in all.
     *
     * @param freeMb memory that no container holds, MB
     * @param vcores virtual cores, in use or not
     */
    record Node(Worker worker, long freeMb, int vcores) {}

    /**
     * The nodes that run.
     *
     * @throws UnreadableAnswerException if it is no answer of an active ResourceManager
     */
    static List<Node> running(JsonNode answer) throws UnreadableAnswerException {
        if (!answer.path("nodes").isObject() && !answer.path("nodes").isNull()) {
            throw new UnreadableAnswerException("there are no nodes in it");
        }
        List<Node> nodes = new ArrayList<>();
        for (JsonNode node : answer.path("nodes").path("node")) {
            String host = node.path("nodeHostName").asText("");
            if (!Worker.isHost(host)) {
                throw new UnreadableAnswerException(host + " is not the name of a host");
            }
            if (node.path("state").asText().equals(AT_WORK)) {
                nodes.add(
                        new Node(
                                new Worker(host, Optional.empty()),
                                node.path("availMemoryMB").asLong(),
                                node.path("availableVirtualCores").asInt()
                                        + node.path("usedVirtualCores").asInt()));
            }
        }
        return List.copyOf(nodes);
    }

    /** Their machines. */
    static List<Worker> workers(JsonNode answer) throws UnreadableAnswerException {
        return Worker.each(running(answer).stream().map(Node::worker).toList());
    }
}
