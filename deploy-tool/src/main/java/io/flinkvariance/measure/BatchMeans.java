package io.flinkvariance.measure;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A rate in batches of whole seconds, and what they say about its error.
 *
 * <p>The method of batch means (Law, "Simulation Modeling and Analysis", chapter 9): batches of two
 * seconds or more, at most sixty, so that neighbours depend little on each other; what is left of
 * that is corrected for by their correlation at lag 1.
 *
 * @param beginSecond where the first batch begins; what does not fill one is left out there
 * @param batchSeconds the length of each
 * @param rates the mean of each, in records per second
 * @param leastDeviation counts are whole, so a batch is not known better than that
 */
record BatchMeans(double beginSecond, double batchSeconds, Rates rates, double leastDeviation) {
    static final int FEWEST_BATCHES = 5;
    private static final int MOST_BATCHES = 60;
    private static final double SHORTEST_BATCH_SECONDS = 2;
    private static final double ROUNDING_RECORDS = 0.5;

    /** What rounding by interpolation leaves of such a count. */
    private static final double EVEN = 1e-6;

    /** Beyond it a correlation of some batches is no longer told from a change of level. */
    private static final double MOST_CORRELATION = 0.8;

    /** Values that do not change. */
    static final class Rates {
        private final double[] values;

        private Rates(double[] values) {
            this.values = values;
        }

        double get(int batch) {
            return values[batch];
        }

        int count() {
            return values.length;
        }

        double mean(int from, int to) {
            double sum = 0;
            for (int batch = from; batch < to; batch++) {
                sum += values[batch];
            }
            return sum / (to - from);
        }
    }

    /**
     * Cuts a window into batches; there must be room for some.
     *
     * @param counter whose growth is the rate
     * @param times by which the rate is multiplied
     */
    static BatchMeans of(Curve counter, double times, double from, double to) {
        double length = Math.max(SHORTEST_BATCH_SECONDS, Math.ceil((to - from) / MOST_BATCHES));
        int count = (int) Math.floor((to - from) / length);
        if (count < FEWEST_BATCHES) {
            throw new IllegalArgumentException("a window of %.1f s".formatted(to - from));
        }
        double begin = to - count * length;
        double[] rates = new double[count];
        Arrays.setAll(
                rates,
                batch ->
                        times * counter.rate(begin + batch * length, begin + (batch + 1) * length));
        return new BatchMeans(begin, length, new Rates(rates), times * ROUNDING_RECORDS / length);
    }

    int count() {
        return rates.count();
    }

    double mean() {
        return rates.mean(0, count());
    }

    /** Where a batch begins, and the one before ends. */
    double bound(int batch) {
        return beginSecond + batch * batchSeconds;
    }

    /** Half the width of the 95 % confidence interval of the mean. */
    double halfWidth() {
        double deviation = Math.sqrt(squares(0, count()) / (count() - 1));
        double quantile =
                TDistribution.of(count() - 1)
                        .inverseCumulativeProbability((1 + Batches.CONFIDENCE) / 2);
        return quantile * deviation * Math.sqrt(inflation(residuals(mean(), 0)) / count());
    }

    /** The sum of squares about the mean of the batches from one to before another. */
    double squares(int from, int to) {
        double mean = rates.mean(from, to);
        double squares = 0;
        for (int batch = from; batch < to; batch++) {
            squares += (rates.get(batch) - mean) * (rates.get(batch) - mean);
        }
        return squares;
    }

    /**
     * A batch's deviation from a mean, given some squares with so many degrees of freedom. Counts
     * that are even to the record have none.
     */
    double deviation(double squares, int degrees, double inflation) {
        double deviation = Math.sqrt(squares / degrees * inflation);
        return deviation < EVEN * leastDeviation ? deviation : Math.max(leastDeviation, deviation);
    }

    /** What is left of the rates when a line through their middle is taken out. */
    double[] residuals(double mean, double slopePerBatch) {
        double[] residuals = new double[count()];
        Arrays.setAll(
                residuals,
                batch -> rates.get(batch) - mean - slopePerBatch * (batch - (count() - 1) / 2.0));
        return residuals;
    }

    /**
     * By how much the variance of a mean exceeds that of as many independent values, if they are
     * correlated at lag 1 as these are and no further; 1 where neighbours even each other out.
     */
    static double inflation(double[] residuals) {
        double squares = 0;
        double products = 0;
        for (int batch = 0; batch < residuals.length; batch++) {
            squares += residuals[batch] * residuals[batch];
            products += batch == 0 ? 0 : residuals[batch] * residuals[batch - 1];
        }
        double correlation =
                squares > 0 ? Math.min(MOST_CORRELATION, Math.max(0, products / squares)) : 0;
        return (1 + correlation) / (1 - correlation);
    }
}
