package io.flinkvariance.latency;

import io.flinkvariance.job.Operators;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobDetails;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.stamps.StampSampling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads when a running job's records passed. A run is not about latency alone: what is amiss here
 * is said where latencies would be, and ends no run.
 */
public final class LatencySampler {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final FlinkRest rest;
    private final String jobId;
    private final Scenario scenario;
    private final StampJoin join;
    private final ComparedClocks clocks;
    private Optional<Metrics> metrics = Optional.empty();
    private Optional<String> failure = Optional.empty();

    /**
     * Of a job that runs that scenario.
     *
     * @param hosts the clocks of the machines that it may run on; empty where nobody can compare
     *     them
     */
    public LatencySampler(
            FlinkRest rest, String jobId, Scenario scenario, Optional<HostClocks> hosts) {
        this.rest = rest;
        this.jobId = jobId;
        this.scenario = scenario;
        this.join = new StampJoin(scenario.parallelism());
        this.clocks = new ComparedClocks(join, hosts);
    }

    /** Where the job shows its stamps. */
    private record Metrics(
            String sourceVertex, String source, String workVertex, List<String> work) {}

    /** Fetches what is new; to be called with every new sample, as the job forgets it. */
    public void poll() throws InterruptedException {
        if (scenario.source() != SourceKind.SYNTHETIC || failure.isPresent()) {
            return;
        }
        if (metrics.isEmpty()) {
            metrics = find();
        }
        if (metrics.isPresent()) {
            fetch(metrics.get());
            clocks.compareOnce();
        }
    }

    /** To be called when no more is fetched: clocks of several machines went apart in between. */
    public void end() throws InterruptedException {
        clocks.compareAgain();
    }

    private Optional<Metrics> find() throws InterruptedException {
        JobDetails job = rest.job(jobId);
        String sourceVertex = job.vertexOf(Operators.SOURCE).id();
        String workVertex = job.vertexOf(Operators.WORK).id();
        Optional<String> source = named(rest.metricNames(jobId, sourceVertex), Operators.SOURCE, 0);
        List<String> names = rest.metricNames(jobId, workVertex);
        List<String> work =
                IntStream.range(0, scenario.parallelism())
                        .mapToObj(index -> named(names, Operators.WORK, index))
                        .flatMap(Optional::stream)
                        .toList();
        return source.isPresent() && work.size() == scenario.parallelism()
                ? Optional.of(new Metrics(sourceVertex, source.get(), workVertex, work))
                : Optional.empty();
    }

    private static Optional<String> named(List<String> names, String operator, int index) {
        String end = operator + "." + Operators.STAMPS_METRIC;
        return names.stream()
                .filter(name -> name.startsWith(index + ".") && name.endsWith(end))
                .findFirst();
    }

    private void fetch(Metrics metrics) throws InterruptedException {
        String source =
                rest.metrics(jobId, metrics.sourceVertex(), List.of(metrics.source()))
                        .getOrDefault(metrics.source(), "");
        Map<String, String> work = rest.metrics(jobId, metrics.workVertex(), metrics.work());
        try {
            join.add(
                    source,
                    metrics.work().stream().map(name -> work.getOrDefault(name, "")).toList());
        } catch (IllegalArgumentException malformed) {
            failure = Optional.of("what the job shows cannot be read");
        }
    }

    /**
     * The latencies of the records that were done in a window.
     *
     * @param firstSecond the second of the epoch that the window's seconds are counted from
     */
    public Latency within(long firstSecond, double fromSecond, double toSecond) {
        if (scenario.source() != SourceKind.SYNTHETIC) {
            return new Latency.NotMeasured(
                    "the source reads a topic, and how far it is behind that is its lag");
        }
        if (failure.isPresent()) {
            return new Latency.NotMeasured(failure.get());
        }
        if (clocks.failure().isPresent()) {
            return new Latency.NotMeasured(clocks.failure().get());
        }
        return new WindowLatency(
                        join,
                        clocks.alignment(),
                        scenario.parallelism(),
                        StampSampling.of(scenario).oneIn(),
                        scenario.intervalMillis() > 0)
                .within(epochMicros(firstSecond, fromSecond), epochMicros(firstSecond, toSecond));
    }

    private static long epochMicros(long firstSecond, double second) {
        return firstSecond * MICROS_PER_SECOND + Math.round(second * MICROS_PER_SECOND);
    }
}
