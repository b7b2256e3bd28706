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
    private static final double SOURCE_IS_THE_LIMIT = 0.98;

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

        /**
         * Whether it went on in a window; a second to either side, as samples know no more. Work
         * that has become faster than the source does not change what is processed any more.
         */
        boolean isIn(Verdict.Steady steady, double offeredPerSecond) {
            return steady.perSecond() < SOURCE_IS_THE_LIMIT * offeredPerSecond
                    && steady.fromSecond() < to - 1
                    && steady.toSecond() > from + 1;
        }
    }

    static DisturbedRuns of(SimulatedJob job, Change change, RunPlan plan, int runs)
            throws InterruptedException {
        double offered = job.model().offeredPerSecond();
        int wrong = 0;
        int right = 0;
        for (SimulatedJob run : job.repeated(runs)) {
            JudgedRun judged = JudgedRun.of(run, change.disturbance(), plan);
            if (judged.verdict().isPresent()) {
                if (change.isIn(judged.verdict().get(), offered)) {
                    wrong++;
                } else {
                    right++;
                }
            }
        }
        return new DisturbedRuns(runs, wrong, right);
    }
}
