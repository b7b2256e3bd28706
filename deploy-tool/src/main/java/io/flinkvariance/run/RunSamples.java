package io.flinkvariance.run;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.scenario.Scenario;
import java.util.List;

/** The samples of a run so far, and what they say. */
final class RunSamples {
    private final Scenario scenario;
    private final double warmupSeconds;
    private SampleSeries series = new SampleSeries(List.of());
    private LagSeries lag = LagSeries.NONE;
    private Measurement measurement =
            new Measurement(
                    new Verdict.Transient("the run ended before its first sample"), List.of());

    RunSamples(Scenario scenario, double warmupSeconds) {
        this.scenario = scenario;
        this.warmupSeconds = warmupSeconds;
    }

    /**
     * Takes more of them.
     *
     * @throws OperationFailedException if they do not continue those before; none is taken then
     */
    void add(List<Sample> fresh) {
        try {
            series = series.with(fresh);
        } catch (IllegalArgumentException inconsistent) {
            String why = "reading the job's counters: " + inconsistent.getMessage();
            invalidate(why);
            throw new OperationFailedException(why, inconsistent);
        }
        lag = lag.with(fresh);
        if (!series.isEmpty()) {
            measurement = Measurement.of(series, scenario, warmupSeconds);
        }
    }

    /** The same as they are now; what is added to either later, the other knows nothing of. */
    RunSamples copy() {
        RunSamples copy = new RunSamples(scenario, warmupSeconds);
        copy.series = series;
        copy.lag = lag;
        copy.measurement = measurement;
        return copy;
    }

    /** Whatever they seem to say, it is no result. */
    void invalidate(String why) {
        measurement = new Measurement(new Verdict.Transient(why), measurement.subtasks());
    }

    SampleSeries series() {
        return series;
    }

    /** Empty for a job that reads no topic. */
    LagSeries lag() {
        return lag;
    }

    Measurement measurement() {
        return measurement;
    }
}
