package io.flinkvariance.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Savepoints in Flink's REST interface. Its calls fail as those of {@link FlinkRest} do; that a
 * savepoint has failed is an answer.
 */
public final class SavepointRest {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final String CAUSE = "Caused by: ";

    private final RestClient client;

    SavepointRest(RestClient client) {
        this.client = client;
    }

    /**
     * {@code POST /jobs/:id/savepoints}: asks for a savepoint, and for the end of the job once it
     * is whole. Returns at once; a job whose savepoint fails runs on.
     *
     * @param folder the URI of the folder in which the savepoint makes one of its own
     * @return what to ask {@link #state} with
     */
    public String triggerAndCancel(String jobId, String folder) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("target-directory", folder);
        body.put("cancel-job", true);
        return client.post(
                        "/jobs/" + jobId + "/savepoints",
                        body,
                        ANSWER_TIMEOUT,
                        "asking for a savepoint of job " + jobId)
                .path("request-id")
                .asText();
    }

    /** {@code GET /jobs/:id/savepoints/:request}. A failure is a completed request there. */
    public SavepointState state(String jobId, String request) throws InterruptedException {
        JsonNode answer = client.get("/jobs/" + jobId + "/savepoints/" + request);
        if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            return new SavepointState(Optional.empty(), Optional.empty());
        }
        JsonNode operation = answer.path("operation");
        String location = operation.path("location").asText("");
        return location.isEmpty()
                ? new SavepointState(
                        Optional.empty(), Optional.of(reason(operation.path("failure-cause"))))
                : new SavepointState(Optional.of(location), Optional.empty());
    }

    /** What the last of the causes says. */
    private static String reason(JsonNode failure) {
        String trace = failure.path("stack-trace").asText("");
        return trace.lines()
                .filter(line -> line.startsWith(CAUSE))
                .reduce((first, last) -> last)
                .map(line -> line.substring(CAUSE.length()))
                .or(() -> trace.lines().findFirst())
                .map(line -> line.replaceFirst("^[\\w.$]+(Exception|Error): ", ""))
                .orElseGet(() -> failure.path("class").asText("Flink does not say why"));
    }

    /** {@code POST /savepoint-disposal}: has a savepoint deleted; returns before it is. */
    public void dispose(String location) throws InterruptedException {
        client.post(
                "/savepoint-disposal",
                JsonNodeFactory.instance.objectNode().put("savepoint-path", location),
                ANSWER_TIMEOUT,
                "deleting the savepoint " + location);
    }

    /** {@code GET /jobs/:id}: when a job ended, by the JobManager's clock; empty while it runs. */
    public Optional<Instant> endedAt(String jobId) throws InterruptedException {
        long millis = client.get("/jobs/" + jobId).path("end-time").asLong(-1);
        return millis > 0 ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
    }
}
