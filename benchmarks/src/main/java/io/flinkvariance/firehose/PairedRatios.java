package io.flinkvariance.firehose;

import java.util.Arrays;

/**
 * Ratios of figures that were measured in pairs, one pair a round, so that what changed from round
 * to round is in both and cancels out.
 */
final class PairedRatios {
    /** Of a 95 % interval, what lies on either side of it. */
    private static final double TAIL = 0.025;

    private final double[] sorted;

    /** Of at least one round. */
    PairedRatios(double[] ratios) {
        if (ratios.length == 0) {
            throw new IllegalArgumentException("no round");
        }
        this.sorted = ratios.clone();
        Arrays.sort(sorted);
    }

    double median() {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The lower end of the median's interval. */
    double lowest() {
        return sorted[outside()];
    }

    /** The upper end of the median's interval. */
    double highest() {
        return sorted[sorted.length - 1 - outside()];
    }

    /**
     * How many rounds lie on either side of the interval. It holds the median with at least 95 %
     * whatever the distribution, since so few of n lie below it with a probability that is binomial
     * with one half (David and Nagaraja, "Order Statistics", section 7.1); fewer than six rounds
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
