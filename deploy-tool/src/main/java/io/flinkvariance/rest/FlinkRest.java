package io.flinkvariance.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Flink's REST interface, as far as all versions from 1.8 on have it.
 *
 * <p>Every call throws {@link UnreachableException} when there is no answer in time, and {@link
 * OperationFailedException} when the answer is an error; one about a job throws {@link
 * JobUnknownException} when Flink does not know the job.
 */
public final class FlinkRest {
    /** Flink runs the jar's main method before it answers. */
    private static final Duration SUBMIT_TIMEOUT = Duration.ofSeconds(60);

    /** Flink's HTTP server takes a request line of 4096 bytes. */
    private static final int METRICS_PER_REQUEST = 40;

    private final RestClient client;

    /** Talks to the interface at that address, such as {@code http://127.0.0.1:8081}. */
    public FlinkRest(URI base) {
        this(base.getAuthority(), base);
    }

    /** The same behind a tunnel, where not the address but the name says who is meant. */
    public FlinkRest(String name, URI base) {
        this(name, base, Silence.MAY_PASS);
    }

    /**
     * The same.
     *
     * @param silence what is thrown when there is no answer
     */
    public FlinkRest(String name, URI base, Silence silence) {
        this.client = new RestClient(name, base, silence);
    }

    /** The same interface, as far as savepoints go. */
    public SavepointRest savepoints() {
        return new SavepointRest(client);
    }

    /** The same interface, as far as checkpoints go. */
    public CheckpointsRest checkpoints() {
        return new CheckpointsRest(client);
    }

    /** The same interface, as far as TaskManagers go. */
    public TaskManagersRest taskManagers() {
        return new TaskManagersRest(client);
    }

    /** {@code GET /overview}. */
    public ClusterOverview overview() throws InterruptedException {
        JsonNode answer = client.get("/overview");
        return new ClusterOverview(
                answer.path("flink-version").asText(),
                answer.path("taskmanagers").asInt(),
                answer.path("slots-total").asInt(),
                answer.path("slots-available").asInt(),
                answer.path("jobs-running").asInt());
    }

    /** {@code GET /jobs/:id}. */
    public JobDetails job(String jobId) throws InterruptedException {
        JsonNode answer = client.get("/jobs/" + jobId);
        List<JobDetails.Vertex> vertices = new ArrayList<>();
        for (JsonNode vertex : answer.path("vertices")) {
            vertices.add(
                    new JobDetails.Vertex(
                            vertex.path("id").asText(),
                            vertex.path("name").asText(),
                            vertex.path("parallelism").asInt()));
        }
        return new JobDetails(
                JobState.of(answer.path("state").asText()),
                answer.path("start-time").asLong() > 0
                        ? Optional.of(Instant.ofEpochMilli(answer.path("start-time").asLong()))
                        : Optional.empty(),
                vertices);
    }

    /** {@code GET /jobs/:id/vertices/:vid}: where each subtask runs and which attempt it is. */
    public List<SubtaskDetails> subtasks(String jobId, String vertexId)
            throws InterruptedException {
        JsonNode rows = client.get("/jobs/" + jobId + "/vertices/" + vertexId).path("subtasks");
        Map<String, Set<String>> byHost = new HashMap<>();
        for (JsonNode subtask : rows) {
            String host = subtask.path("host").asText();
            byHost.computeIfAbsent(withoutPort(host), key -> new HashSet<>()).add(host);
        }
        List<SubtaskDetails> subtasks = new ArrayList<>();
        for (JsonNode subtask : rows) {
            String host = subtask.path("host").asText();
            // The port tells two TaskManagers of one host apart; otherwise it says nothing.
            subtasks.add(
                    new SubtaskDetails(
                            subtask.path("subtask").asInt(),
                            byHost.get(withoutPort(host)).size() > 1 ? host : withoutPort(host),
                            subtask.path("attempt").asInt()));
        }
        return List.copyOf(subtasks);
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":-?\\d+$", "");
    }

    /**
     * {@code GET /jobs/:id/vertices/:vid}: how many records the subtasks of a vertex have read in
     * all, by Flink's own counters; empty while a subtask that has ended has not sent its last.
     */
    public OptionalLong recordsRead(String jobId, String vertexId) throws InterruptedException {
        long records = 0;
        for (JsonNode subtask :
                client.get("/jobs/" + jobId + "/vertices/" + vertexId).path("subtasks")) {
            JsonNode metrics = subtask.path("metrics");
            if (!metrics.path("read-records-complete").asBoolean(false)) {
                return OptionalLong.empty();
            }
            records += metrics.path("read-records").asLong();
        }
        return OptionalLong.of(records);
    }

    /** {@code GET /jobs/:id/vertices/:vid/metrics}: the names that there are by now. */
    public List<String> metricNames(String jobId, String vertexId) throws InterruptedException {
        return StreamSupport.stream(client.get(metricsPath(jobId, vertexId)).spliterator(), false)
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
            for (JsonNode metric : client.get(metricsPath(jobId, vertexId) + "?get=" + some)) {
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
                client.get("/jobs/" + jobId + "/accumulators").path("user-task-accumulators")) {
            values.put(accumulator.path("name").asText(), accumulator.path("value").asText());
        }
        return values;
    }

    /**
     * {@code GET /jobs/:id/exceptions}: the first line of why a job failed; empty if it did not.
     */
    public String rootCause(String jobId) throws InterruptedException {
        return client.get("/jobs/" + jobId + "/exceptions")
                .path("root-exception")
                .asText("")
                .lines()
                .findFirst()
                .orElse("");
    }

    /** {@code PATCH /jobs/:id?mode=cancel}; returns before the job has ended. */
    public void cancel(String jobId) throws InterruptedException {
        client.patch("/jobs/" + jobId + "?mode=cancel", "cancelling job " + jobId);
    }

    /** {@code GET /jobs/overview}: all jobs that Flink remembers, also those that ended. */
    public List<JobSummary> jobs() throws InterruptedException {
        List<JobSummary> jobs = new ArrayList<>();
        for (JsonNode job : client.get("/jobs/overview").path("jobs")) {
            jobs.add(
                    new JobSummary(
                            job.path("jid").asText(),
                            job.path("name").asText(),
                            job.path("state").asText(),
                            Instant.ofEpochMilli(job.path("start-time").asLong()),
                            Duration.ofMillis(job.path("duration").asLong()),
                            job.path("tasks").path("total").asInt()));
        }
        return List.copyOf(jobs);
    }

    /** {@code GET /jobmanager/config}: its {@code flink-conf.yaml}, as it read it. */
    public Map<String, String> jobManagerConfig() throws InterruptedException {
        Map<String, String> config = new TreeMap<>();
        for (JsonNode entry : client.get("/jobmanager/config")) {
            config.put(entry.path("key").asText(), entry.path("value").asText());
        }
        return config;
    }

    /**
     * {@code POST /jars/:jarid/run}: starts a job from a jar that the JobManager has.
     *
     * <p>The caller chooses the job's id, and so can look for the job when the answer was lost.
     *
     * @param jobId 32 hexadecimal digits
     * @param savepoint what the job is to be restored from, if from anything
     * @return the job's id, as Flink gives it
     */
    public String runJar(
            String jarId,
            String entryClass,
            List<String> arguments,
            String jobId,
            Optional<String> savepoint)
            throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("entryClass", entryClass);
        ArrayNode argumentList = body.putArray("programArgsList");
        arguments.forEach(argumentList::add);
        body.put("jobId", jobId);
        savepoint.ifPresent(path -> body.put("savepointPath", path));
        String path = "/jars/" + URLEncoder.encode(jarId, StandardCharsets.UTF_8) + "/run";
        return client.post(path, body, SUBMIT_TIMEOUT, "submitting job " + jobId)
                .path("jobid")
                .asText();
    }

    /** {@code GET /jobmanager/log}: the whole of the JobManager's log. */
    public String jobManagerLog() throws InterruptedException {
        return client.text("/jobmanager/log");
    }

    /** {@code DELETE /cluster}: ends all of it; returns before it has ended. */
    public void shutDown() throws InterruptedException {
        client.delete("/cluster", "ending the cluster");
    }
}
