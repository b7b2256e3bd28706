package io.flinkvariance.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** TaskManagers in Flink's REST interface. Its calls fail as those of {@link FlinkRest} do. */
public final class TaskManagersRest {
    private static final Pattern HOST_IN_AKKA_PATH = Pattern.compile("@([^/]+):\\d+/");

    private final RestClient client;

    TaskManagersRest(RestClient client) {
        this.client = client;
    }

    /** {@code GET /taskmanagers}: those that the JobManager knows. */
    public List<TaskManagerDetails> registered() throws InterruptedException {
        List<TaskManagerDetails> taskManagers = new ArrayList<>();
        for (JsonNode taskManager : client.get("/taskmanagers").path("taskmanagers")) {
            Matcher host = HOST_IN_AKKA_PATH.matcher(taskManager.path("path").asText());
            taskManagers.add(
                    new TaskManagerDetails(
                            taskManager.path("id").asText(),
                            host.find() ? host.group(1) : "",
                            taskManager.path("slotsNumber").asInt(),
                            taskManager.path("freeSlots").asInt()));
        }
        return List.copyOf(taskManagers);
    }

    /**
     * {@code GET /taskmanagers/:id/metrics}: the names of what the JobManager has fetched from it;
     * the first question makes it fetch them, and may be answered before they are there.
     */
    public List<String> metricNames(String taskManagerId) throws InterruptedException {
        return StreamSupport.stream(
                        client.get("/taskmanagers/" + taskManagerId + "/metrics").spliterator(),
                        false)
                .map(metric -> metric.path("id").asText())
                .toList();
    }

    /**
     * {@code GET /taskmanagers/:id}; empty while the JobManager has not fetched its metrics, which
     * the first question makes it do.
     */
    public Optional<TaskManagerMemory> memory(String taskManagerId) throws InterruptedException {
        JsonNode metrics = client.get("/taskmanagers/" + taskManagerId).path("metrics");
        TaskManagerMemory memory =
                new TaskManagerMemory(
                        metrics.path("heapMax").asLong(),
                        metrics.path("memorySegmentsTotal").asLong());
        return memory.heapMaxBytes() > 0 && memory.networkBuffers() > 0
                ? Optional.of(memory)
                : Optional.empty();
    }

    /** {@code GET /taskmanagers/:id/log}: the whole of a TaskManager's log. */
    public String log(String taskManagerId) throws InterruptedException {
        return client.text("/taskmanagers/" + taskManagerId + "/log");
    }
}
