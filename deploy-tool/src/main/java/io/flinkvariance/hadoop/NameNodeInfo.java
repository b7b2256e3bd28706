package io.flinkvariance.hadoop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a NameNode's {@code /jmx} says of itself; everybody may ask, superuser or not. */
final class NameNodeInfo {
    static final String PATH = "/jmx?qry=Hadoop:service=NameNode,name=NameNodeInfo";

    private static final String IN_SERVICE = "In Service";

    private NameNodeInfo() {}

    /**
     * The nodes that live and are neither decommissioned nor about to be.
     *
     * @throws UnreadableAnswerException if it is no answer of a NameNode
     */
    static List<Worker> workers(JsonNode answer) throws UnreadableAnswerException {
        JsonNode text = answer.path("beans").path(0).path("LiveNodes");
        if (!text.isTextual()) {
            throw new UnreadableAnswerException("there is no LiveNodes in it");
        }
        List<Worker> workers = new ArrayList<>();
        for (Map.Entry<String, JsonNode> node : object(text.asText()).properties()) {
            String name = withoutPort(node.getKey());
            Optional<String> address =
                    Optional.of(withoutPort(node.getValue().path("xferaddr").asText("")))
                            .filter(Worker::isHost);
            if (!Worker.isHost(name)) {
                throw new UnreadableAnswerException(name + " is not the name of a host");
            }
            if (node.getValue().path("adminState").asText().equals(IN_SERVICE)) {
                workers.add(new Worker(name, address));
            }
        }
        return Worker.each(workers);
    }

    /** JSON inside a string of JSON, as a NameNode has it. */
    private static JsonNode object(String text) throws UnreadableAnswerException {
        try {
            JsonNode object = new ObjectMapper().readTree(text);
            if (object.isObject()) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            // Said below.
        }
        throw new UnreadableAnswerException("LiveNodes is not JSON");
    }

    private static String withoutPort(String hostAndPort) {
        return hostAndPort.replaceFirst(":\\d+$", "");
    }
}
