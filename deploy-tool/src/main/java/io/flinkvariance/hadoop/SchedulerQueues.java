package io.flinkvariance.hadoop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queues that applications run in, of a ResourceManager's {@code /ws/v1/cluster/scheduler}.
 *
 * <p>Whatever the scheduler, each queue is an object with {@code queueName}, and one that has
 * others in it takes none itself (Hadoop, "ResourceManager REST API's", Cluster Scheduler API). The
 * capacity scheduler calls a queue by its own name, the fair one by its path; either takes both.
 */
final class SchedulerQueues {
    static final String PATH = "/ws/v1/cluster/scheduler";

    private static final String NAME = "queueName";
    private static final String AT_WORK = "RUNNING";

    /** Of leaves: their paths from the root on, and whether they take applications. */
    private final Map<String, Boolean> takesByPath = new LinkedHashMap<>();

    private SchedulerQueues() {}

    /**
     * Reads an answer; of a scheduler without queues, none.
     *
     * @throws UnreadableAnswerException if it is no answer of a ResourceManager
     */
    static SchedulerQueues read(JsonNode answer) throws UnreadableAnswerException {
        JsonNode scheduler = answer.path("scheduler").path("schedulerInfo");
        if (!scheduler.isObject()) {
            throw new UnreadableAnswerException("there is no scheduler in it");
        }
        SchedulerQueues queues = new SchedulerQueues();
        queues.collect(scheduler, "");
        return queues;
    }

    private void collect(JsonNode node, String parent) {
        if (!node.path(NAME).isTextual()) {
            node.forEach(inner -> collect(inner, parent));
            return;
        }
        String name = node.path(NAME).asText();
        String path =
                parent.isEmpty() || name.startsWith(parent + ".") ? name : parent + "." + name;
        int before = takesByPath.size();
        node.forEach(inner -> collect(inner, path));
        if (takesByPath.size() == before) {
            takesByPath.put(path, node.path("state").asText(AT_WORK).equals(AT_WORK));
        }
    }

    /** Whether there are none to be told apart. */
    boolean isEmpty() {
        return takesByPath.isEmpty();
    }

    /** The paths of those that a name may mean. */
    List<String> called(String name) {
        List<String> paths = new ArrayList<>();
        for (String path : takesByPath.keySet()) {
            if (path.equals(name) || path.endsWith("." + name)) {
                paths.add(path);
            }
        }
        return List.copyOf(paths);
    }

    /** Whether one of {@link #called} is not stopped. */
    boolean takes(String path) {
        return takesByPath.get(path);
    }

    /** The paths of all that are not stopped. */
    List<String> open() {
        return takesByPath.keySet().stream().filter(this::takes).toList();
    }
}
