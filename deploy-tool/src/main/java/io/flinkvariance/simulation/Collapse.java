package io.flinkvariance.simulation;

import io.flinkvariance.measure.Sample;
import java.util.List;
import java.util.OptionalDouble;

/**
 * When the throughput came down from one level to a lower one.
 *
 * <p>The moment after which most was lost against the middle of the two levels: Page's cumulative
 * sum ("Continuous inspection schemes", Biometrika 1954). A short dip before it, and the bursts
 * after it, do not move it.
 */
final class Collapse {
    /** What must have been lost since, in seconds of the throughput before it. */
    private static final double LOST_SECONDS = 1;

    private Collapse() {}

    /**
     * The second of the collapse; empty if there is none in these samples.
     *
     * @param before throughput before it, in records per second
     * @param after the mean of what comes then
     */
    static OptionalDouble second(List<Sample> samples, double before, double after) {
        double middle = (before + after) / 2;
        double highest = Double.NEGATIVE_INFINITY;
        double second = 0;
        double lost = 0;
        for (Sample sample : samples) {
            double sum = sample.processedInAll() - middle * sample.second();
            if (sum > highest) {
                highest = sum;
                second = sample.second();
                lost = 0;
            }
            lost = Math.max(lost, highest - sum);
        }
        return lost >= LOST_SECONDS * before ? OptionalDouble.of(second) : OptionalDouble.empty();
    }
}
