package io.flinkvariance.model;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.StragglerSchedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.IntStream;

/**
 * What arithmetic says of a scenario whose straggler changes: of each phase, as if it lasted.
 *
 * <p>What buffers carry over from one phase to the next is not in it. Where the phases have an end,
 * the long-run throughput is that of the last. Where they repeat, it lies between two bounds: what
 * the phases allow by themselves, and what buffers without end would make of them, which is the
 * limit of each subtask's mean rate over a period.
 *
 * @param phases in their order; at least two
 * @param periodSeconds 0 if they do not repeat
 */
public record ScheduleForecast(List<Phase> phases, long periodSeconds) {
    public ScheduleForecast {
        phases = List.copyOf(phases);
        if (phases.size() < 2) {
            throw new IllegalArgumentException("a straggler that never changes");
        }
    }

    /**
     * A time in which the same subtasks straggle.
     *
     * @param fromSecond when it begins, the first time
     * @param lasting what there would be if it lasted, from empty buffers on
     */
    public record Phase(long fromSecond, SortedSet<Integer> stragglers, ThroughputModel lasting) {}

    static ScheduleForecast of(
            Scenario scenario, SleepOvershoot overshoot, BufferSettings buffers, int taskManagers) {
        StragglerSchedule schedule = scenario.stragglerSchedule();
        return new ScheduleForecast(
                schedule.phases().stream()
                        .map(
                                phase ->
                                        new Phase(
                                                phase.fromSecond(),
                                                phase.stragglers(),
                                                ThroughputModel.of(
                                                        scenario.lasting(phase),
                                                        overshoot,
                                                        buffers,
                                                        taskManagers)))
                        .toList(),
                schedule.periodSeconds());
    }

    /** Whether the first phase comes again after the last. */
    public boolean repeats() {
        return periodSeconds > 0;
    }

    /** The second from which on there is the last phase; there is none where they repeat. */
    public long lastChangeSecond() {
        if (repeats()) {
            throw new IllegalStateException("phases that repeat have no last change");
        }
        return last().fromSecond();
    }

    /** The phase that lasts; the one with the lowest limit where they repeat. */
    Phase governing() {
        return repeats()
                ? phases.stream()
                        .min(
                                Comparator.comparingDouble(
                                        phase -> phase.lasting().expectedPerSecond()))
                        .orElseThrow()
                : last();
    }

    /**
     * The lower bound of phases that repeat, in records per second: each by itself. What is short
     * of it is less than a buffer of each channel a phase.
     */
    public double atLeastPerSecond() {
        return meanOverPeriod(
                phases.stream().map(phase -> phase.lasting().expectedPerSecond()).toList());
    }

    /** The upper bound of phases that repeat, in records per second. */
    public double atMostPerSecond() {
        ThroughputModel any = last().lasting();
        int subtasks = any.serviceTimes().millis().size();
        double[] perSecond =
                IntStream.range(0, subtasks)
                        .mapToDouble(
                                subtask ->
                                        meanOverPeriod(
                                                phases.stream()
                                                        .map(phase -> rate(phase, subtask))
                                                        .toList()))
                        .toArray();
        double together =
                any.partitioner().isWorkConserving()
                        ? IntStream.range(0, subtasks).mapToDouble(i -> perSecond[i]).sum()
                        : subtasks
                                * IntStream.range(0, subtasks)
                                        .mapToDouble(i -> perSecond[i])
                                        .min()
                                        .orElseThrow();
        return Math.min(any.offeredPerSecond(), together);
    }

    private static double rate(Phase phase, int subtask) {
        return phase.lasting().serviceTimes().perSecond(subtask);
    }

    private double meanOverPeriod(List<Double> ofPhases) {
        List<Long> bounds = new ArrayList<>(phases.stream().map(Phase::fromSecond).toList());
        bounds.add(periodSeconds);
        double sum = 0;
        for (int phase = 0; phase < phases.size(); phase++) {
            sum += ofPhases.get(phase) * (bounds.get(phase + 1) - bounds.get(phase));
        }
        return sum / periodSeconds;
    }

    private Phase last() {
        return phases.get(phases.size() - 1);
    }
}
