package io.flinkvariance.result;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/** The 95 % interval of the mean of independent values, by Student's t. */
final class MeanInterval {
    private static final double UPPER = 0.975;

    private MeanInterval() {}

    /** Half its width; null of fewer than two values. */
    static Double halfWidth(List<Double> values) {
        int count = values.size();
        if (count < 2) {
            return null;
        }
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares =
                values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return TDistribution.of(count - 1).inverseCumulativeProbability(UPPER)
                * Math.sqrt(squares / (count - 1) / count);
    }
}
