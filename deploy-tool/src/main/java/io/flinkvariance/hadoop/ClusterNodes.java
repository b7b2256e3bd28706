package io.flinkvariance.hadoop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a ResourceManager's {@code /ws/v1/cluster/nodes} says of the nodes. */
final class ClusterNodes {
    static final String PATH = "/ws/v1/cluster/nodes";

    private static final String AT_WORK = "RUNNING";

    /** Their containers run on. */
    private static final Set<String> WITH_CONTAINERS =
            Set.of(AT_WORK, "UNHEALTHY", "DECOMMISSIONING");

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
        requireNodes(answer);
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

    /**
     * What the ResourceManager thinks of a node.
     *
     * @param state such as {@code LOST}
     * @param nodeManager where the node's own server answers, if it has told
     */
    record Standing(String host, String state, Optional<HttpAddress> nodeManager) {
        /** Whether what was started there is taken for running. */
        boolean hasContainers() {
            return WITH_CONTAINERS.contains(state);
        }
    }

    /** All nodes, those that are gone among them. */
    static List<Standing> all(JsonNode answer) throws UnreadableAnswerException {
        requireNodes(answer);
        List<Standing> all = new ArrayList<>();
        for (JsonNode node : answer.path("nodes").path("node")) {
            all.add(
                    new Standing(
                            node.path("nodeHostName").asText(""),
                            node.path("state").asText(""),
                            HttpAddress.parse(node.path("nodeHTTPAddress").asText(""))));
        }
        return List.copyOf(all);
    }

    private static void requireNodes(JsonNode answer) throws UnreadableAnswerException {
        if (!answer.path("nodes").isObject() && !answer.path("nodes").isNull()) {
            throw new UnreadableAnswerException("there are no nodes in it");
        }
    }

    /** Their machines. */
    static List<Worker> workers(JsonNode answer) throws UnreadableAnswerException {
        return Worker.each(running(answer).stream().map(Node::worker).toList());
    }
}
