package io.flinkvariance.simulation;

import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.run.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How often the judge's 95 % interval holds the true throughput, over runs that end when a real one
 * would.
 *
 * @param truth records per second in the long run
 * @param covered runs whose interval holds it
 * @param errors of each run that was decided, as a share of the truth
 * @param seconds until each run was decided, in order
 */
record Coverage(int runs, double truth, int covered, List<Double> errors, List<Integer> seconds) {
    private static final double LARGE_ERROR = 0.02;
    private static final double NORMAL_QUANTILE = 1.96;

    static Coverage of(SimulatedJob job, RunPlan plan, int runs) throws InterruptedException {
        double truth = Truth.perSecond(job);
        int covered = 0;
        List<Double> errors = new ArrayList<>();
        List<Integer> seconds = new ArrayList<>();
        for (SimulatedJob run : job.repeated(runs)) {
            JudgedRun judged = JudgedRun.of(run, Disturbance.NONE, plan);
            if (judged.verdict().isPresent()) {
                Verdict.Steady steady = judged.verdict().get();
                double error = steady.perSecond() - truth;
                covered += Math.abs(error) <= steady.halfWidth() ? 1 : 0;
                errors.add(error / truth);
                seconds.add(judged.seconds());
            }
        }
        Collections.sort(seconds);
        return new Coverage(runs, truth, covered, errors, seconds);
    }

    /**
     * As long as a user would be told to wait, and no shorter than without being told.
     *
     * @param window as {@code --duration}; empty for {@code auto}
     */
    static RunPlan plan(SimulatedJob job, Optional<Duration> window) {
        ThroughputModel model = job.model();
        Duration told = RunPlan.maxTimeFor(model).multipliedBy(2);
        return new RunPlan(
                window,
                Optional.empty(),
                told.compareTo(RunPlan.DEFAULT_MAX_TIME) > 0 ? told : RunPlan.DEFAULT_MAX_TIME);
    }

    int decided() {
        return errors.size();
    }

    int undecided() {
        return runs - decided();
    }

    /** One row of a table. */
    String row(String name) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f ± %.1f %% | %+.2f ± %.2f %% | %.1f ± %.1f %% | %d / %d | %d |",
                name,
                truth,
                100 * share(),
                100 * halfWidth(covered),
                100 * bias(),
                100 * biasHalfWidth(),
                100 * largeErrors(),
                100 * halfWidth(large()),
                medianSeconds(),
                secondsAt(0.95),
                undecided());
    }

    /** The share of the decided runs. */
    double share() {
        return covered / (double) decided();
    }

    /** Half the width of a share's own 95 % interval: Agresti and Coull's. */
    private double halfWidth(int times) {
        double squared = NORMAL_QUANTILE * NORMAL_QUANTILE;
        double trials = decided() + squared;
        double middle = (times + squared / 2) / trials;
        return NORMAL_QUANTILE * Math.sqrt(middle * (1 - middle) / trials);
    }

    /** The mean error, as a share of the truth. */
    double bias() {
        return errors.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private double biasHalfWidth() {
        double bias = bias();
        double squares =
                errors.stream().mapToDouble(error -> (error - bias) * (error - bias)).sum();
        return NORMAL_QUANTILE * Math.sqrt(squares / (decided() - 1) / decided());
    }

    /** The share of runs that are off by more than two per cent. */
    double largeErrors() {
        return large() / (double) decided();
    }

    private int large() {
        return (int) errors.stream().filter(error -> Math.abs(error) > LARGE_ERROR).count();
    }

    int medianSeconds() {
        return secondsAt(0.5);
    }

    int secondsAt(double share) {
        return seconds.isEmpty() ? 0 : seconds.get((int) (share * (seconds.size() - 1)));
    }
}
