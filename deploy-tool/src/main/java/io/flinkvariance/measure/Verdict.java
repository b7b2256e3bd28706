package io.flinkvariance.measure;

import java.util.OptionalDouble;

/** Whether samples show a steady state, and if so which figure they give. */
public sealed interface Verdict {
    /**
     * A steady state.
     *
     * @param fromSecond where the measured window begins
     * @param toSecond where it ends; in between lie whole cycles
     * @param perSecond mean throughput of the window
     * @param halfWidth half the width of its 95 % confidence interval, in records per second
     * @param cycles how many cycles of the pace-setting queue the window covers
     * @param batches how many batch means the interval is made of
     * @param paceSetterPerSecond the throughput by the counts of the subtask that sets the pace
     *     alone; empty where none does, or where its queue ran empty
     */
    record Steady(
            double fromSecond,
            double toSecond,
            double perSecond,
            double halfWidth,
            int cycles,
            int batches,
            OptionalDouble paceSetterPerSecond)
            implements Verdict {
        public double windowSeconds() {
            return toSecond - fromSecond;
        }

        /** The half width as a share of the mean. */
        public double relativeHalfWidth() {
            return perSecond > 0 ? halfWidth / perSecond : Double.POSITIVE_INFINITY;
        }
    }

    /** No steady state: a figure taken here would be that of a transient. */
    record Transient(String reason) implements Verdict {}
}
