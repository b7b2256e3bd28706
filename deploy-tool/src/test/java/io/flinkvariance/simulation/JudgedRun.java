package io.flinkvariance.simulation;

import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.run.RunPlan;
import java.util.List;
import java.util.Optional;

/**
 * A simulated run as the tool makes a real one: judged every second, and over when the plan is
 * satisfied or the time is.
 *
 * @param verdict empty if the time was over first
 */
record JudgedRun(Optional<Verdict.Steady> verdict, int seconds) {
    static JudgedRun of(SimulatedJob job, Disturbance disturbance, RunPlan plan)
            throws InterruptedException {
        Simulation simulation = new Simulation(job, disturbance);
        SampleSeries series = new SampleSeries(List.of());
        int most = (int) plan.maxTime().toSeconds();
        for (int second = 0; second <= most; second++) {
            simulation.advanceTo(second);
            series = series.with(simulation.sample());
            Verdict verdict =
                    Measurement.of(
                                    series,
                                    job.scenario(),
                                    plan.warmup().map(time -> time.toMillis() / 1000.0).orElse(0.0))
                            .verdict();
            if (verdict instanceof Verdict.Steady steady && plan.isSatisfiedBy(verdict)) {
                return new JudgedRun(Optional.of(steady), second);
            }
        }
        return new JudgedRun(Optional.empty(), most);
    }
}
