package io.flinkvariance.benchmark;

import java.util.Arrays;

/**
 * The median of figures that were measured again and again, with its 95 % interval. Where each is
 * the ratio or the difference of a pair, what changed from pair to pair is in both and cancels out.
 */
public final class SampleMedian {
    /** Of a 95 % interval, what lies on either side of it. */
    private static final double TAIL = 0.025;

    private final double[] sorted;

    /** Of at least one figure. */
    public SampleMedian(double[] figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("no figure");
        }
        this.sorted = figures.clone();
        Arrays.sort(sorted);
    }

    /** Half of the figures lie on either side of it. */
    public double median() {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The lower end of the median's interval. */
    public double lowest() {
        return sorted[outside()];
    }

    /** The upper end of the median's interval. */
    public double highest() {
        return sorted[sorted.length - 1 - outside()];
    }

    /**
     * How many figures lie on either side of the interval. It holds the median with at least 95 %
     * whatever the distribution, since so few of n lie below it with a probability that is binomial
     * with one half (David and Nagaraja, "Order Statistics", section 7.1); fewer than six figures
     * are too few, and all of them are the interval.
     */
    private int outside() {
        double probability = Math.pow(0.5, sorted.length);
        double below = probability;
        int outside = 0;
        while (below <= TAIL) {
            outside++;
            probability *= (double) (sorted.length - outside + 1) / outside;
            below += probability;
        }
        return Math.max(0, outside - 1);
    }
}
