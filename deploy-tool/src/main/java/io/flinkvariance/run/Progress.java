package io.flinkvariance.run;

import io.flinkvariance.measure.Lag;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ThroughputModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Makes of samples what a person wants to see while a run goes on. */
record Progress(RunPlan plan, ThroughputModel model) {
    /** The seconds over which it is averaged. */
    private static final int SAMPLES = 5;

    /** While a savepoint is made. */
    RunProgress ofSavepoint(RunSamples all, Duration elapsed) {
        List<Double> rates = rates(all.series());
        return new RunProgress(
                RunProgress.Phase.SAVEPOINT,
                elapsed,
                rates.stream().mapToDouble(Double::doubleValue).sum(),
                rates,
                all.lag().last(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    /** Once its job was started over, and is there to be seen to its end only. */
    static RunProgress restarted(Duration elapsed) {
        return new RunProgress(
                RunProgress.Phase.RESTARTED,
                elapsed,
                0,
                List.of(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    RunProgress of(RunSamples all, Duration elapsed) {
        Measurement measurement = all.measurement();
        Optional<Lag> lag = all.lag().last();
        List<Double> rates = rates(all.series());
        double sum = rates.stream().mapToDouble(Double::doubleValue).sum();
        if (measurement.verdict() instanceof Verdict.Steady steady) {
            return new RunProgress(
                    RunProgress.Phase.MEASURING,
                    elapsed,
                    sum,
                    rates,
                    lag,
                    OptionalDouble.of(steady.relativeHalfWidth()),
                    Optional.of(TimeLeft.whileMeasuring(steady, plan, elapsed)));
        }
        return new RunProgress(
                RunProgress.Phase.SETTLING,
                elapsed,
                sum,
                rates,
                lag,
                OptionalDouble.empty(),
                TimeLeft.whileSettling(model, elapsed));
    }

    private static List<Double> rates(SampleSeries samples) {
        int last = samples.size() - 1;
        int first = Math.max(0, last - SAMPLES);
        return last <= 0
                ? List.of()
                : IntStream.range(0, samples.subtasks())
                        .mapToObj(subtask -> rate(samples, first, last, subtask))
                        .toList();
    }

    private static double rate(SampleSeries samples, int first, int last, int subtask) {
        return (samples.processed(subtask, last) - samples.processed(subtask, first))
                / (samples.second(last) - samples.second(first));
    }
}
