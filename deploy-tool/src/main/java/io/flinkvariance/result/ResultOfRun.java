package io.flinkvariance.result;

import io.flinkvariance.crosscheck.CrossCheck;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.SubtaskDetails;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts what a run brought together into its result. */
public final class ResultOfRun {
    /** A hotspot works this share of the time, and the next busiest subtask is idle this much. */
    private static final double BUSY = 0.9;

    private static final double IDLE = 0.1;

    private ResultOfRun() {}

    /**
     * Puts it together.
     *
     * @param published the figure of 2019, where the scenario is unchanged
     * @param crossCheck empty unless InfluxDB is configured
     */
    public static RunResult of(
            Scenario scenario,
            ClusterFacts cluster,
            ThroughputModel model,
            RunOutcome outcome,
            Optional<Baseline> baseline,
            OptionalDouble published,
            Optional<CrossCheck> crossCheck) {
        RunPhase phase = phase(scenario, model, cluster.taskManagers(), outcome);
        RunResult.Throughput throughput = phase.throughput();
        Optional<Baseline> comparable = throughput == null ? Optional.empty() : baseline;
        return new RunResult(
                RunResult.FORMAT_VERSION,
                scenario.name(),
                scenario.partitioner().toString(),
                scenario.properties(),
                outcome.startedAt().toString(),
                outcome.end().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                outcome.failure().isEmpty() ? null : outcome.failure(),
                RunResult.Plan.of(outcome.plan()),
                ToolFacts.ofProcess(),
                cluster,
                List.of(phase),
                new MinimalShare(
                        comparable.map(base -> throughput.mean() / base.perSecond()).orElse(null),
                        comparable.map(Baseline::name).orElse(null),
                        published.isPresent() ? published.getAsDouble() : null),
                delivery(scenario, outcome),
                null,
                crossCheck.orElse(null));
    }

    /** The part that one job made. */
    public static RunPhase phase(
            Scenario scenario, ThroughputModel model, int taskManagers, RunOutcome outcome) {
        RunResult.Throughput throughput =
                outcome.restarts() == 0
                        ? RunResult.Throughput.of(
                                outcome.measurement(),
                                scenario.partitioner(),
                                model.offeredPerSecond())
                        : null;
        List<RunResult.Subtask> subtasks = subtasks(outcome);
        Load load = Load.of(model.offeredPerSecond(), outcome.samples(), throughput, subtasks);
        if (model.isBoundedOnly()) {
            throughput = throughput == null ? null : throughput.unexplained();
            load = load.withoutCapacity();
        }
        return new RunPhase(
                outcome.jobId().orElse(null),
                scenario.parallelism(),
                load,
                RunResult.Model.of(model),
                throughput != null,
                throughput != null ? null : reason(outcome),
                throughput,
                subtasks,
                throughput == null || model.isBoundedOnly() ? null : hotspot(subtasks),
                outcome.totals().emitted(),
                outcome.totals().processed(),
                outcome.restarts(),
                throughput == null ? null : outcome.latency().map(LatencyResult::of).orElse(null),
                outcome.lag().isEmpty() ? null : LagResult.of(outcome, model),
                outcome.checkpoints()
                        .map(seen -> CheckpointResult.of(scenario, model, taskManagers, seen))
                        .orElse(null),
                throughput == null
                        ? null
                        : AfterLastChange.of(
                                        scenario,
                                        outcome.samples(),
                                        outcome.measurement().verdict())
                                .orElse(null));
    }

    private static String reason(RunOutcome outcome) {
        if (outcome.restarts() > 0) {
            return "a subtask was started over during the run";
        }
        return outcome.measurement().verdict() instanceof Verdict.Transient unsteady
                ? unsteady.reason()
                : null;
    }

    private static List<RunResult.Subtask> subtasks(RunOutcome outcome) {
        return outcome.measurement().subtasks().stream()
                .map(
                        subtask ->
                                RunResult.Subtask.of(
                                        subtask, host(outcome.workSubtasks(), subtask.index())))
                .toList();
    }

    private static String host(List<SubtaskDetails> details, int index) {
        return details.stream()
                .filter(subtask -> subtask.index() == index)
                .map(SubtaskDetails::host)
                .findFirst()
                .orElse(null);
    }

    private static Integer hotspot(List<RunResult.Subtask> subtasks) {
        List<RunResult.Subtask> byCapacity =
                subtasks.stream()
                        .filter(subtask -> subtask.capacity() != null)
                        .sorted((one, other) -> other.capacity().compareTo(one.capacity()))
                        .toList();
        if (byCapacity.size() < 2) {
            return null;
        }
        double busiest = byCapacity.get(0).capacity();
        double next = byCapacity.get(1).capacity();
        return busiest >= BUSY && busiest - next >= IDLE ? byCapacity.get(0).index() : null;
    }

    private static RunResult.Delivery delivery(Scenario scenario, RunOutcome outcome) {
        if (scenario.limit().isEmpty() || outcome.end() != RunOutcome.End.FINISHED) {
            return null;
        }
        int expected = scenario.limit().getAsInt();
        return new RunResult.Delivery(
                expected,
                outcome.totals().delivered(),
                scenario.asyncCapacity() > 0 ? null : Long.valueOf(outcome.totals().outOfOrder()),
                outcome.totals().deliveredExactly(expected));
    }
}
