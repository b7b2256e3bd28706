package io.flinkvariance.simulation;

import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ThroughputModel;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A run that was simulated from beginning to end, and judged as a real one is.
 *
 * @param seed what its draws started from
 * @param samples one a second
 * @param secondsUntilSourceBlocks when the source first had to wait; empty if it never had
 * @param secondsUntilCollapse when the throughput came down to its limit; empty if it did not, or
 *     has none to come down to, or many, as a straggler that changes
 */
public record SimulatedRun(
        long seed,
        SampleSeries samples,
        Measurement measurement,
        OptionalDouble secondsUntilSourceBlocks,
        OptionalDouble secondsUntilCollapse) {

    /**
     * Simulates.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public static SimulatedRun of(SimulatedJob job, Duration duration) throws InterruptedException {
        Simulation simulation = new Simulation(job);
        SampleSeries series = new SampleSeries(List.of());
        for (int second = 0; second <= duration.toSeconds(); second++) {
            simulation.advanceTo(second);
            series = series.with(simulation.sample());
        }
        ThroughputModel model = job.model();
        return new SimulatedRun(
                job.seed(),
                series,
                Measurement.of(series, job.scenario(), 0),
                simulation.secondsUntilSourceBlocks(),
                model.collapses() && model.schedule().isEmpty()
                        ? Collapse.second(
                                series.samples(),
                                model.beforeBackpressurePerSecond(),
                                model.expectedPerSecond())
                        : OptionalDouble.empty());
    }

    /** Records between source and work, on average over the measured window. */
    public OptionalDouble recordsInFlight() {
        return measurement.verdict() instanceof Verdict.Steady steady
                ? samples.samples().stream()
                        .filter(sample -> sample.second() >= steady.fromSecond())
                        .filter(sample -> sample.second() <= steady.toSecond())
                        .mapToLong(sample -> sample.emitted() - sample.processedInAll())
                        .average()
                : OptionalDouble.empty();
    }

    /** How long a record is between source and work on average: Little's law. */
    public OptionalDouble secondsInFlight() {
        OptionalDouble records = recordsInFlight();
        return records.isPresent()
                        && measurement.verdict() instanceof Verdict.Steady steady
                        && steady.perSecond() > 0
                ? OptionalDouble.of(records.getAsDouble() / steady.perSecond())
                : OptionalDouble.empty();
    }

    /**
     * How long so many percent of the records that were done in the measured window were there at
     * most.
     */
    public OptionalDouble secondsInFlight(double percentile) {
        return measurement.verdict() instanceof Verdict.Steady steady
                ? OptionalDouble.of(
                        TransitTimes.of(samples, steady.fromSecond(), steady.toSecond())
                                .seconds(percentile))
                : OptionalDouble.empty();
    }

    /** From one return of the pace-setting queue to the next, which is the period of bursts. */
    public OptionalDouble cycleSeconds() {
        return measurement.verdict() instanceof Verdict.Steady steady
                ? OptionalDouble.of(steady.windowSeconds() / steady.cycles())
                : OptionalDouble.empty();
    }
}
