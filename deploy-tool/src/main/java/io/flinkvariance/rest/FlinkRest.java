package io.flinkvariance.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Flink's REST interface, as far as all versions from 1.8 on have it.
 *
 * <p>Every call throws {@link OperationFailedException} when the cluster does not answer in time or
 * answers with an error.
 */
public final class FlinkRest {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    /** The JobManager runs the program's main method meanwhile. */
    private static final Duration SUBMIT_TIMEOUT = Duration.ofSeconds(60);

    /** Flink's HTTP server takes a request line of 4096 bytes. */
    private static final int METRICS_PER_REQUEST = 40;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;

    /** Talks to the interface at that address, such as {@code http://127.0.0.1:8081}. */
    public FlinkRest(URI base) {
        this.base = base;
    }

    /** {@code GET /overview}. */
    public ClusterOverview overview() throws InterruptedException {
        JsonNode answer = get("/overview");
        return new ClusterOverview(
                answer.path("flink-version").asText(),
                answer.path("taskmanagers").asInt(),
                answer.path("slots-total").asInt(),
                answer.path("slots-available").asInt());
    }

    /** {@code GET /jobs/:id}. */
    public JobDetails job(String jobId) throws InterruptedException {
        JsonNode answer = get("/jobs/" + jobId);
        List<JobDetails.Vertex> vertices = new ArrayList<>();
        for (JsonNode vertex : answer.path("vertices")) {
            vertices.add(
                    new JobDetails.Vertex(
                            vertex.path("id").asText(),
                            vertex.path("name").asText(),
                            vertex.path("parallelism").asInt()));
        }
        return new JobDetails(JobState.of(answer.path("state").asText()), vertices);
    }

    /** {@code GET /jobs/:id/vertices/:vid}: where each subtask runs and which attempt it is. */
    public List<SubtaskDetails> subtasks(String jobId, String vertexId)
            throws InterruptedException {
        List<SubtaskDetails> subtasks = new ArrayList<>();
        for (JsonNode subtask : get("/jobs/" + jobId + "/vertices/" + vertexId).path("subtasks")) {
            subtasks.add(
                    new SubtaskDetails(
                            subtask.path("subtask").asInt(),
                            subtask.path("host").asText().replaceFirst(":-1$", ""),
                            subtask.path("attempt").asInt()));
        }
        return List.copyOf(subtasks);
    }

    /** {@code GET /jobs/:id/vertices/:vid/metrics}: the names that there are by now. */
    public List<String> metricNames(String jobId, String vertexId) throws InterruptedException {
        return StreamSupport.stream(get(metricsPath(jobId, vertexId)).spliterator(), false)
                .map(metric -> metric.path("id").asText())
                .toList();
    }

    /**
     * {@code GET /jobs/:id/vertices/:vid/metrics?get=…}: the values of those that exist; a name
     * without a value is absent from the answer, never zero.
     */
    public Map<String, String> metrics(String jobId, String vertexId, List<String> names)
            throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (int from = 0; from < names.size(); from += METRICS_PER_REQUEST) {
            String some =
                    names.subList(from, Math.min(names.size(), from + METRICS_PER_REQUEST)).stream()
                            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                            .collect(Collectors.joining(","));
            for (JsonNode metric : get(metricsPath(jobId, vertexId) + "?get=" + some)) {
                values.put(metric.path("id").asText(), metric.path("value").asText());
            }
        }
        return values;
    }

    private static String metricsPath(String jobId, String vertexId) {
        return "/jobs/" + jobId + "/vertices/" + vertexId + "/metrics";
    }

    /** {@code GET /jobs/:id/accumulators}: name to value, as text. */
    public Map<String, String> accumulators(String jobId) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (JsonNode accumulator :
                get("/jobs/" + jobId + "/accumulators").path("user-task-accumulators")) {
            values.put(accumulator.path("name").asText(), accumulator.path("value").asText());
        }
        return values;
    }

    /**
     * {@code GET /jobs/:id/exceptions}: the first line of why a job failed; empty if it did not.
     */
    public String rootCause(String jobId) throws InterruptedException {
        return get("/jobs/" + jobId + "/exceptions")
                .path("root-exception")
                .asText("")
                .lines()
                .findFirst()
                .orElse("");
    }

    /** {@code PATCH /jobs/:id?mode=cancel}; returns before the job has ended. */
    public void cancel(String jobId) throws InterruptedException {
        String path = "/jobs/" + jobId + "?mode=cancel";
        send(
                request(path).method("PATCH", HttpRequest.BodyPublishers.noBody()).build(),
                "cancelling job " + jobId);
    }

    /** {@code GET /jobs/overview}: all jobs, also those that ended some time ago. */
    public List<JobSummary> jobs() throws InterruptedException {
        List<JobSummary> jobs = new ArrayList<>();
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            jobs.add(
                    new JobSummary(
                            job.path("jid").asText(),
                            job.path("name").asText(),
                            job.path("state").asText(),
                            Duration.ofMillis(job.path("duration").asLong()),
                            job.path("tasks").path("total").asInt()));
        }
        return List.copyOf(jobs);
    }

    /** {@code GET /taskmanagers}. */
    public List<TaskManagerDetails> taskManagers() throws InterruptedException {
        List<TaskManagerDetails> taskManagers = new ArrayList<>();
        for (JsonNode one : get("/taskmanagers").path("taskmanagers")) {
            taskManagers.add(
                    new TaskManagerDetails(
                            one.path("id").asText(),
                            one.path("path").asText().replaceFirst("^.*@([^:/]+):.*$", "$1"),
                            one.path("slotsNumber").asInt(),
                            one.path("freeSlots").asInt()));
        }
        return List.copyOf(taskManagers);
    }

    /** {@code GET /jobmanager/config}: what the JobManager was started with. */
    public Map<String, String> jobManagerConfig() throws InterruptedException {
        Map<String, String> keys = new HashMap<>();
        for (JsonNode entry : get("/jobmanager/config")) {
            keys.put(entry.path("key").asText(), entry.path("value").asText());
        }
        return keys;
    }

    /**
     * {@code POST /jars/:jarid/run}: submits a job of a jar that the JobManager lists.
     *
     * @param jobId 32 hexadecimal digits; of two jobs with the same id the second is refused
     * @return the job's id
     */
    public String runJar(
            String jarId, String entryClass, List<String> programArguments, String jobId)
            throws InterruptedException {
        ObjectNode body = json.createObjectNode().put("entryClass", entryClass).put("jobId", jobId);
        programArguments.forEach(body.putArray("programArgsList")::add);
        String what = "submitting job " + jobId;
        byte[] answer =
                send(
                        request("/jars/" + jarId + "/run")
                                .timeout(SUBMIT_TIMEOUT)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        what);
        return tree(answer, what).path("jobid").asText();
    }

    private JsonNode get(String path) throws InterruptedException {
        String what = "asking Flink for " + path.replaceFirst("\\?.*", "");
        return tree(send(request(path).GET().build(), what), what);
    }

    private JsonNode tree(byte[] answer, String what) {
        try {
            return json.readTree(answer);
        } catch (IOException notJson) {
            throw failed(what, "the answer is not JSON", notJson);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_TIMEOUT);
    }

    private byte[] send(HttpRequest request, String what) throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw new UnreachableException(
                    "[%s] %s: %s".formatted(base.getAuthority(), what, reason(unreachable)),
                    unreachable);
        }
        if (response.statusCode() / 100 != 2) {
            throw failed(what, "HTTP status " + response.statusCode() + errors(response), null);
        }
        return response.body();
    }

    private String errors(HttpResponse<byte[]> response) {
        try {
            String errors = json.readTree(response.body()).path("errors").path(0).asText("");
            return errors.lines().findFirst().map(line -> ", " + line).orElse("");
        } catch (IOException notJson) {
            return "";
        }
    }

    private static String reason(IOException unreachable) {
        return unreachable.getMessage() == null
                ? unreachable.getClass().getSimpleName()
                : unreachable.getMessage();
    }

    private OperationFailedException failed(String what, String why, Throwable cause) {
        return new OperationFailedException(
                "[%s] %s: %s".formatted(base.getAuthority(), what, why), cause);
    }
}
