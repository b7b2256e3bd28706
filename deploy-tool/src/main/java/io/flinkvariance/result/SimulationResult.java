package io.flinkvariance.result;

import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.simulation.SimulatedJob;
import io.flinkvariance.simulation.SimulatedRun;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What simulated runs of a job came to; what is not known is null.
 *
 * @param means over the runs
 * @param model what arithmetic says of the same
 */
public record SimulationResult(
        String scenario,
        Map<String, String> properties,
        int taskManagers,
        BufferSettings buffers,
        long simulatedSeconds,
        List<Run> runs,
        Run means,
        RunResult.Model model) {

    /**
     * One run, or the mean of several.
     *
     * @param seed null of a mean
     * @param perSecond null of a run without a steady state
     * @param ci95 half the width of the 95 % interval; that of the mean comes from how much the
     *     runs differ
     * @param secondsUntilSourceBlocks when the source first had to wait
     * @param secondsUntilCollapse when the throughput came down to its limit
     * @param burstPeriodSeconds from one return of the pace-setting queue to the next
     * @param recordsInFlight between source and work, on average
     * @param secondsInFlight how long a record is there, on average
     * @param p99SecondsInFlight how long 99 of 100 are there at most
     * @param secondsUntilQueuesGone after the last change of a straggler, until no more are in
     *     flight than stay; null if there is no such change, or no such queue
     * @param steadyStateReason why there is no steady state
     */
    public record Run(
            Long seed,
            Double perSecond,
            Double ci95,
            Double secondsUntilSourceBlocks,
            Double secondsUntilCollapse,
            Double burstPeriodSeconds,
            Double recordsInFlight,
            Double secondsInFlight,
            Double p99SecondsInFlight,
            Double secondsUntilQueuesGone,
            String steadyStateReason) {

        static Run of(Scenario scenario, SimulatedRun run) {
            Verdict verdict = run.measurement().verdict();
            boolean isSteady = verdict instanceof Verdict.Steady;
            return new Run(
                    run.seed(),
                    isSteady ? ((Verdict.Steady) verdict).perSecond() : null,
                    isSteady ? ((Verdict.Steady) verdict).halfWidth() : null,
                    orNull(run.secondsUntilSourceBlocks()),
                    orNull(run.secondsUntilCollapse()),
                    orNull(run.cycleSeconds()),
                    orNull(run.recordsInFlight()),
                    orNull(run.secondsInFlight()),
                    orNull(run.secondsInFlight(99)),
                    AfterLastChange.of(scenario, run.samples(), verdict)
                            .map(AfterLastChange::secondsUntilQueuesGone)
                            .orElse(null),
                    verdict instanceof Verdict.Transient unsteady ? unsteady.reason() : null);
        }
    }

    /** Puts it together. */
    public static SimulationResult of(
            SimulatedJob job, long simulatedSeconds, List<SimulatedRun> simulated) {
        List<Run> runs = simulated.stream().map(run -> Run.of(job.scenario(), run)).toList();
        return new SimulationResult(
                job.scenario().name(),
                job.scenario().properties(),
                job.taskManagers(),
                job.buffers(),
                simulatedSeconds,
                runs,
                new Run(
                        null,
                        mean(runs, Run::perSecond),
                        runs.size() == 1
                                ? runs.get(0).ci95()
                                : MeanInterval.halfWidth(known(runs, Run::perSecond)),
                        mean(runs, Run::secondsUntilSourceBlocks),
                        mean(runs, Run::secondsUntilCollapse),
                        mean(runs, Run::burstPeriodSeconds),
                        mean(runs, Run::recordsInFlight),
                        mean(runs, Run::secondsInFlight),
                        mean(runs, Run::p99SecondsInFlight),
                        mean(runs, Run::secondsUntilQueuesGone),
                        null),
                RunResult.Model.of(job.model()));
    }

    private static List<Double> known(List<Run> runs, Function<Run, Double> figure) {
        return runs.stream().map(figure).filter(value -> value != null).toList();
    }

    private static Double mean(List<Run> runs, Function<Run, Double> figure) {
        return orNull(known(runs, figure).stream().mapToDouble(Double::doubleValue).average());
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
