package io.flinkvariance.simulation;

import io.flinkvariance.measure.Verdict;
import io.flinkvariance.run.RunPlan;

/**
 * What the judge makes of runs whose work changes while they go on.
 *
 * @param wrong runs with a throughput that was measured across the change
 * @param right runs with one that was measured before or after it
 */
record DisturbedRuns(int runs, int wrong, int right) {
    /** A change of the work, and the seconds in which it goes on. */
    record Change(String name, Disturbance disturbance, double from, double to) {
        static Change drift(double perMinute) {
            return new Change(
                    "drift %+.0f %%/min".formatted(100 * perMinute),
                    Disturbance.drift(perMinute),
                    0,
                    Double.POSITIVE_INFINITY);
        }

        static Change level(double second, double factor) {
            return new Change(
                    "times %.1f from %.0f s".formatted(factor, second),
                    Disturbance.level(second, factor),
                    second,
                    second);
        }

        static Change pause(double second, double seconds) {
            return new Change(
                    "pause %.0f s at %.0f s".formatted(seconds, second),
                    Disturbance.pause(second, seconds),
                    second,
                    second + seconds);
        }

        /** A second to either side: samples know no more. */
        boolean isIn(Verdict.Steady steady) {
            return steady.fromSecond() < to - 1 && steady.toSecond() > from + 1;
        }
    }

    static DisturbedRuns of(SimulatedJob job, Change change, int runs) throws InterruptedException {
        RunPlan plan = Coverage.plan(job);
        int wrong = 0;
        int right = 0;
        for (SimulatedJob run : job.repeated(runs)) {
            JudgedRun judged = JudgedRun.of(run, change.disturbance(), plan);
            if (judged.verdict().isPresent()) {
                if (change.isIn(judged.verdict().get())) {
                    wrong++;
                } else {
                    right++;
                }
            }
        }
        return new DisturbedRuns(runs, wrong, right);
    }
}
