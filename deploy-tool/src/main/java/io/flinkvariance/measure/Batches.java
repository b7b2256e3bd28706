package io.flinkvariance.measure;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Batches of whole cycles, and what they say about a rate and a level.
 *
 * <p>The estimator is the regenerative method's ratio of sums, with Student's t for its interval
 * (Crane and Lemoine, "An Introduction to the Regenerative Method for Simulation Analysis", 1977;
 * Law, "Simulation Modeling and Analysis", chapter 9). Cycles are grouped into at most some twenty
 * batches, so that short ones, which need not be independent, add up to long ones, which are.
 *
 * @param bounds the seconds at which batches begin and end
 */
record Batches(List<Double> bounds) {
    static final double CONFIDENCE = 0.95;

    Batches {
        bounds = List.copyOf(bounds);
        if (bounds.size() < 3) {
            throw new IllegalArgumentException("an interval needs at least two batches");
        }
    }

    int count() {
        return bounds.size() - 1;
    }

    double bound(int index) {
        return bounds.get(index);
    }

    double middle(int batch) {
        return (bounds.get(batch) + bounds.get(batch + 1)) / 2;
    }

    double begin() {
        return bounds.get(0);
    }

    double end() {
        return bounds.get(count());
    }

    private double seconds(int batch) {
        return bounds.get(batch + 1) - bounds.get(batch);
    }

    private double meanSeconds() {
        return (end() - begin()) / count();
    }

    /** Growth of a counter per second, over all batches. */
    double rate(Curve counter) {
        return counter.rate(begin(), end());
    }

    /** Half the width of the 95 % confidence interval of that rate. */
    double halfWidth(Curve counter) {
        double rate = rate(counter);
        double squares = 0;
        for (int batch = 0; batch < count(); batch++) {
            double counted = counter.at(bounds.get(batch + 1)) - counter.at(bounds.get(batch));
            double residual = counted - rate * seconds(batch);
            squares += residual * residual;
        }
        double deviation = Math.sqrt(squares / (count() - 1) / count());
        double quantile =
                TDistribution.of(count() - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return quantile * deviation / meanSeconds();
    }

    /** Slope per second of the least-squares line through the batch means of a level. */
    double drift(Curve level) {
        return RowWeights.slope(this, level).of(level);
    }
}
