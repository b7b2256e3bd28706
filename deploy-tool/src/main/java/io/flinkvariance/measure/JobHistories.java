package io.flinkvariance.measure;

import io.flinkvariance.counts.CountSnapshot;
import io.flinkvariance.job.Operators;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobDetails;
import io.flinkvariance.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The metrics in which a job's subtasks publish their counters, as far as they are there yet.
 *
 * @param routers one to each source; empty when Flink itself routes
 */
record JobHistories(List<Subtask> sources, List<Subtask> routers, List<Subtask> work) {
    JobHistories {
        sources = List.copyOf(sources);
        routers = List.copyOf(routers);
        work = List.copyOf(work);
    }

    /** One subtask, the metric that holds its counters, and all that was read from it. */
    record Subtask(String vertexId, String metric, CountTimeline timeline) {}

    /** Looks through the metrics that the job shows by now. */
    static JobHistories find(FlinkRest rest, String jobId, JobDetails job, Scenario scenario)
            throws InterruptedException {
        Map<String, List<String>> namesByVertex = new LinkedHashMap<>();
        for (JobDetails.Vertex vertex : job.vertices()) {
            namesByVertex.put(vertex.id(), rest.metricNames(jobId, vertex.id()));
        }
        return new JobHistories(
                find(job, namesByVertex, Operators.SOURCE, scenario.sourceParallelism()),
                scenario.partitioner().countsSent()
                        ? find(job, namesByVertex, Operators.ROUTER, scenario.sourceParallelism())
                        : List.of(),
                find(job, namesByVertex, Operators.WORK, scenario.parallelism()));
    }

    private static List<Subtask> find(
            JobDetails job,
            Map<String, List<String>> namesByVertex,
            String operator,
            int parallelism) {
        String vertexId = job.vertexOf(operator).id();
        return IntStream.range(0, parallelism)
                .mapToObj(index -> find(vertexId, namesByVertex.get(vertexId), operator, index))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The names of sources and sinks have a prefix, and Flink replaces what is special in it. */
    private static Optional<Subtask> find(
            String vertexId, List<String> names, String operator, int index) {
        String end = operator + "." + Operators.HISTORY_METRIC;
        return names.stream()
                .filter(name -> name.startsWith(index + ".") && name.endsWith(end))
                .findFirst()
                .map(name -> new Subtask(vertexId, name, new CountTimeline()));
    }

    boolean areComplete(Scenario scenario) {
        return sources.size() == scenario.sourceParallelism()
                && (routers.size() == sources.size() || !scenario.partitioner().countsSent())
                && work.size() == scenario.parallelism();
    }

    List<CountTimeline> timelines() {
        return all().map(Subtask::timeline).toList();
    }

    private Stream<Subtask> all() {
        return Stream.of(sources, routers, work).flatMap(List::stream);
    }

    /** Reads what they have published; a subtask that shows nothing keeps what it had. */
    void fetch(FlinkRest rest, String jobId) throws InterruptedException {
        Map<String, List<Subtask>> byVertex = new LinkedHashMap<>();
        all().forEach(
                        subtask ->
                                byVertex.computeIfAbsent(
                                                subtask.vertexId(), vertex -> new ArrayList<>())
                                        .add(subtask));
        for (Map.Entry<String, List<Subtask>> vertex : byVertex.entrySet()) {
            Map<String, String> values =
                    rest.metrics(
                            jobId,
                            vertex.getKey(),
                            vertex.getValue().stream().map(Subtask::metric).toList());
            for (Subtask subtask : vertex.getValue()) {
                String history = values.getOrDefault(subtask.metric(), "");
                subtask.timeline().add(CountSnapshot.parse(history));
            }
        }
    }
}
