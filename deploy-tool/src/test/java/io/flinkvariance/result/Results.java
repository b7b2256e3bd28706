package io.flinkvariance.result;

import io.flinkvariance.crosscheck.CrossCheck;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.scenario.Scenario;
import java.util.List;
import java.util.Map;

/** Results for tests. */
public final class Results {
    private Results() {}

    public static RunResult constantStraggler() {
        return of(
                "constant-straggler",
                Map.of(),
                new RunResult.Throughput(79.8, 0.4, 68.5, 27, 3, null, 79.8, 79.81),
                List.of(
                        new RunResult.Subtask(0, "node1", 19.95, 50.12, 0.9999),
                        new RunResult.Subtask(1, "node1", 19.95, 7.1, 0.1416),
                        new RunResult.Subtask(2, "node2", 19.95, 7.1, 0.1416),
                        new RunResult.Subtask(3, "node2", 19.95, 7.1, 0.1416)),
                0);
    }

    /** A run that was measured, or none that came to a result where there is no mean. */
    public static RunResult measured(
            String scenario, Map<String, String> overrides, Double mean, double ci95) {
        return of(
                scenario,
                overrides,
                mean == null
                        ? null
                        : new RunResult.Throughput(mean, ci95, 60, 20, 12, null, null, mean),
                List.of(),
                null);
    }

    /** A result of two subtasks that has nothing but a name and a cross-check. */
    public static RunResult checked(CrossCheck check) {
        return of("constant-straggler", Map.of(), null, List.of(), null, check, null);
    }

    /** A result that has nothing but a name and a lag. */
    public static RunResult behindItsTopic(LagResult lag) {
        return of("kafka-straggler", Map.of(), null, List.of(), null, null, lag);
    }

    /** The same, of a run of one phase, with its latency and its lag. */
    public static RunResult with(RunResult result, LatencyResult latency, LagResult lag) {
        return with(result, latency, lag, result.phase().afterLastChange());
    }

    /** The same, of a run of one phase, with what became of the queues. */
    public static RunResult with(RunResult result, AfterLastChange change) {
        return with(result, result.phase().latency(), result.phase().lag(), change);
    }

    /** The same, of a run of one phase, on a Flink with other buffers. */
    public static RunResult with(RunResult result, BufferSettings buffers) {
        ClusterFacts facts = result.cluster();
        return with(
                result,
                new ClusterFacts(
                        facts.target(),
                        facts.flinkVersion(),
                        facts.javaVersion(),
                        facts.taskManagers(),
                        buffers,
                        facts.flinkConf()),
                result.phase());
    }

    private static RunResult with(
            RunResult result, LatencyResult latency, LagResult lag, AfterLastChange change) {
        RunPhase phase = result.phase();
        return with(
                result,
                result.cluster(),
                new RunPhase(
                        phase.jobId(),
                        phase.parallelism(),
                        phase.load(),
                        phase.model(),
                        phase.steadyState(),
                        phase.steadyStateReason(),
                        phase.throughput(),
                        phase.subtasks(),
                        phase.hotspot(),
                        phase.recordsEmitted(),
                        phase.recordsProcessed(),
                        phase.restarts(),
                        latency,
                        lag,
                        phase.checkpoints(),
                        change));
    }

    /** The same, of a run of one phase, with its checkpoints. */
    public static RunResult with(RunResult result, CheckpointResult checkpoints) {
        RunPhase phase = result.phase();
        return with(
                result,
                result.cluster(),
                new RunPhase(
                        phase.jobId(),
                        phase.parallelism(),
                        phase.load(),
                        phase.model(),
                        phase.steadyState(),
                        phase.steadyStateReason(),
                        phase.throughput(),
                        phase.subtasks(),
                        phase.hotspot(),
                        phase.recordsEmitted(),
                        phase.recordsProcessed(),
                        phase.restarts(),
                        phase.latency(),
                        phase.lag(),
                        checkpoints,
                        phase.afterLastChange()));
    }

    private static RunResult with(RunResult result, ClusterFacts cluster, RunPhase phase) {
        return new RunResult(
                result.formatVersion(),
                result.scenario(),
                result.partitioner(),
                result.properties(),
                result.startedAt(),
                result.ended(),
                result.failure(),
                result.plan(),
                result.tool(),
                cluster,
                List.of(phase),
                result.ofMinimal(),
                result.delivery(),
                result.rescaling(),
                result.crossCheck());
    }

    public static RunResult of(
            String scenarioName,
            Map<String, String> overrides,
            RunResult.Throughput throughput,
            List<RunResult.Subtask> subtasks,
            Integer hotspot) {
        return of(scenarioName, overrides, throughput, subtasks, hotspot, null, null);
    }

    private static RunResult of(
            String scenarioName,
            Map<String, String> overrides,
            RunResult.Throughput throughput,
            List<RunResult.Subtask> subtasks,
            Integer hotspot,
            CrossCheck check,
            LagResult lag) {
        Scenario scenario = Scenarios.of(scenarioName, overrides);
        ThroughputModel model =
                ThroughputModel.of(scenario, new SleepOvershoot(0.1), BufferSettings.SMALL, 1);
        return new RunResult(
                RunResult.FORMAT_VERSION,
                scenario.name(),
                scenario.partitioner().toString(),
                scenario.properties(),
                "2026-01-02T03:04:05Z",
                "measured",
                null,
                new RunResult.Plan(null, null, 600),
                new ToolFacts("1.0", "1a2b3c4", "Linux amd64, 2 processors"),
                new ClusterFacts("embedded", "1.8.1", "17", 1, BufferSettings.SMALL, Map.of()),
                List.of(
                        new RunPhase(
                                "0123456789abcdef0123456789abcdef",
                                scenario.parallelism(),
                                load(model, throughput),
                                RunResult.Model.of(model),
                                throughput != null,
                                throughput == null ? "a queue grew" : null,
                                throughput,
                                subtasks,
                                hotspot,
                                10_000,
                                8_000,
                                0,
                                null,
                                lag,
                                null,
                                null)),
                new MinimalShare(
                        throughput == null ? null : Double.valueOf(throughput.mean() / 563),
                        throughput == null ? null : "20260102T000000Z-minimal-variance-embedded",
                        12.0),
                null,
                null,
                check);
    }

    private static Load load(ThroughputModel model, RunResult.Throughput throughput) {
        return new Load(
                RunResult.finite(model.offeredPerSecond()),
                throughput == null ? null : Double.valueOf(throughput.mean() + 0.2),
                throughput == null ? null : RunResult.finite(model.serviceTimes().sumPerSecond()));
    }
}
