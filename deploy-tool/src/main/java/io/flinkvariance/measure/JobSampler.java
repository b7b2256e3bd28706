package io.flinkvariance.measure;

import io.flinkvariance.counts.CountSnapshot;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.job.Operators;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobDetails;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns the counters of a running job into one sample for every second of its clock.
 *
 * <p>The job's metrics hold the readings of the last half minute with their times, so a sample is
 * the same however late it is fetched, and a pause between two calls loses none.
 */
public final class JobSampler {
    private static final long SECOND_MILLIS = 1000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FlinkRest rest;
    private final String jobId;
    private final Subtask source;
    private final Optional<Subtask> router;
    private final List<Subtask> work;
    private long firstSecond = -1;
    private long nextSecond = -1;

    private JobSampler(
            FlinkRest rest,
            String jobId,
            Subtask source,
            Optional<Subtask> router,
            List<Subtask> work) {
        this.rest = rest;
        this.jobId = jobId;
        this.source = source;
        this.router = router;
        this.work = work;
    }

    /** One subtask of one operator, the metric that holds its counters, and what they were. */
    private record Subtask(String vertexId, String metric, CountTimeline timeline) {
        Subtask(String vertexId, String metric) {
            this(vertexId, metric, new CountTimeline());
        }
    }

    /**
     * Waits until the job shows all its counters; empty if it ends before it does.
     *
     * @throws OperationFailedException if it does not within the time, with those that are missing
     */
    public static Optional<JobSampler> connect(
            FlinkRest rest, String jobId, Scenario scenario, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            JobDetails job = rest.job(jobId);
            if (job.state().hasEnded()) {
                return Optional.empty();
            }
            MetricNames names = new MetricNames(rest, jobId, job);
            Optional<Subtask> source = names.find(Operators.SOURCE, 0);
            Optional<Subtask> router =
                    scenario.partitioner() == Partitioner.REBALANCE
                            ? Optional.empty()
                            : names.find(Operators.ROUTER, 0);
            List<Subtask> work =
                    IntStream.range(0, scenario.parallelism())
                            .mapToObj(index -> names.find(Operators.WORK, index))
                            .flatMap(Optional::stream)
                            .toList();
            boolean routedByFlink = scenario.partitioner() == Partitioner.REBALANCE;
            if (source.isPresent()
                    && (routedByFlink || router.isPresent())
                    && work.size() == scenario.parallelism()) {
                return Optional.of(new JobSampler(rest, jobId, source.get(), router, work));
            }
            if (System.nanoTime() > deadline) {
                throw new OperationFailedException(
                        ("reading the job's counters: after %d s the source shows %s, the work's"
                                        + " subtasks %d of %d. Try: more slots or memory, and look"
                                        + " into Flink's log")
                                .formatted(
                                        atMost.toSeconds(),
                                        source.isPresent() ? "its own" : "none",
                                        work.size(),
                                        scenario.parallelism()));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** The metrics of a job's vertices, each vertex asked once. */
    private static final class MetricNames {
        private final FlinkRest rest;
        private final String jobId;
        private final JobDetails job;
        private final Map<String, List<String>> byVertex = new LinkedHashMap<>();

        MetricNames(FlinkRest rest, String jobId, JobDetails job) throws InterruptedException {
            this.rest = rest;
            this.jobId = jobId;
            this.job = job;
            for (JobDetails.Vertex vertex : job.vertices()) {
                byVertex.put(vertex.id(), this.rest.metricNames(this.jobId, vertex.id()));
            }
        }

        /** Operators of sources and sinks have a prefix in their metrics' names. */
        Optional<Subtask> find(String operator, int index) {
            if (job.vertices().isEmpty()) {
                return Optional.empty();
            }
            String vertexId = job.vertexOf(operator).id();
            String end = operator + "." + Operators.HISTORY_METRIC;
            return byVertex.get(vertexId).stream()
                    .filter(name -> name.startsWith(index + ".") && name.endsWith(end))
                    .findFirst()
                    .map(name -> new Subtask(vertexId, name));
        }
    }

    /** Fetches the counters; the samples of the seconds that are complete since the last call. */
    public List<Sample> poll() throws InterruptedException {
        List<Subtask> all = new ArrayList<>(work);
        all.add(source);
        router.ifPresent(all::add);
        fetch(all);
        if (all.stream().anyMatch(subtask -> subtask.timeline().isEmpty())) {
            return List.of();
        }
        if (firstSecond < 0) {
            long first =
                    all.stream().mapToLong(one -> one.timeline().firstMillis()).min().orElse(0);
            firstSecond = (first + SECOND_MILLIS - 1) / SECOND_MILLIS;
            nextSecond = firstSecond;
        }
        long complete =
                all.stream().mapToLong(one -> one.timeline().lastMillis()).min().orElse(0)
                        / SECOND_MILLIS;
        List<Sample> samples = new ArrayList<>();
        for (; nextSecond <= complete; nextSecond++) {
            samples.add(sampleAt(nextSecond));
        }
        return samples;
    }

    private void fetch(List<Subtask> subtasks) throws InterruptedException {
        Map<String, List<String>> metricsByVertex = new LinkedHashMap<>();
        for (Subtask subtask : subtasks) {
            metricsByVertex
                    .computeIfAbsent(subtask.vertexId(), vertex -> new ArrayList<>())
                    .add(subtask.metric());
        }
        Map<String, Map<String, String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : metricsByVertex.entrySet()) {
            values.put(entry.getKey(), rest.metrics(jobId, entry.getKey(), entry.getValue()));
        }
        for (Subtask subtask : subtasks) {
            String text = values.get(subtask.vertexId()).get(subtask.metric());
            if (text != null) {
                subtask.timeline().add(CountSnapshot.parse(text));
            }
        }
    }

    private Sample sampleAt(long epochSecond) {
        long millis = epochSecond * SECOND_MILLIS;
        return new Sample(
                epochSecond - firstSecond,
                Math.round(source.timeline().at(millis, 0)),
                work.stream().map(one -> Math.round(one.timeline().at(millis, 0))).toList(),
                router.map(one -> sent(one, millis)).orElse(List.of()),
                work.stream().map(one -> one.timeline().at(millis, 1) / NANOS_PER_MILLI).toList());
    }

    private static List<Long> sent(Subtask router, long millis) {
        return IntStream.range(0, router.timeline().counters())
                .mapToObj(channel -> Math.round(router.timeline().at(millis, channel)))
                .toList();
    }
}
