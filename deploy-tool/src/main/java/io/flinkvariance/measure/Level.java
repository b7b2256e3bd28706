package io.flinkvariance.measure;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a rate keeps its level in a window. Once the buffers are full the queues say nothing of
 * it: they stand as still at one level as at another.
 *
 * @param batches the rate whose level it is
 */
record Level(BatchMeans batches) {
    /** What is less is put up with, however certain it is. */
    private static final double LEAST_CHANGE = SteadyStateDetector.MOST_BIAS;

    /** Of all points of a window, at every look of a run: far beyond what one test would need. */
    private static final double SHIFT_IN_ERRORS = 4.5;

    private static final double TREND_IN_DEVIATIONS = 3;

    /** A drift of so much of the mean a minute must be ruled out, with so many errors. */
    static final double MOST_DRIFT_PER_MINUTE = 0.04;

    private static final double DRIFT_IN_ERRORS = 3.2;

    /** A drift that is so many errors from none is there. */
    private static final double DRIFT_SHOWS_IN_ERRORS = 3;

    /** No part of a level is shorter than that many batches; a single one is a stall. */
    private static final int SHORTEST_PART = 2;

    private static final double SECONDS_OF_A_MINUTE = 60;

    /** A level that changed. */
    record Shift(double second, double before, double after) {
        /** What a message says of it. */
        String describe() {
            return String.format(
                    Locale.ROOT,
                    "the throughput %s from %.0f to %.0f records/s at second %.0f",
                    after > before ? "rose" : "fell",
                    before,
                    after,
                    second);
        }
    }

    /**
     * The point between two batches at which the means before and after differ most, if they do.
     */
    Optional<Shift> shift() {
        int count = batches.count();
        double strongest = SHIFT_IN_ERRORS;
        Optional<Shift> shift = Optional.empty();
        for (int point = SHORTEST_PART; point <= count - SHORTEST_PART; point++) {
            double before = batches.rates().mean(0, point);
            double after = batches.rates().mean(point, count);
            double change = Math.abs(after - before);
            // Correlation only makes errors larger, so most points need no look at it.
            if (change > LEAST_CHANGE * batches.mean()
                    && change > strongest * shiftError(point, 1)) {
                double errors = change / shiftError(point, inflationAround(point, before, after));
                if (errors > strongest) {
                    strongest = errors;
                    shift = Optional.of(new Shift(batches.bound(point), before, after));
                }
            }
        }
        return shift;
    }

    private double shiftError(int point, double inflation) {
        int count = batches.count();
        double squares = batches.squares(0, point) + batches.squares(point, count);
        return batches.deviation(squares, count - 2, inflation)
                * Math.sqrt(1.0 / point + 1.0 / (count - point));
    }

    private double inflationAround(int point, double before, double after) {
        double[] residuals = new double[batches.count()];
        for (int batch = 0; batch < residuals.length; batch++) {
            residuals[batch] = batches.rates().get(batch) - (batch < point ? before : after);
        }
        return BatchMeans.inflation(residuals);
    }

    /**
     * Whether the rate goes up or down more steadily than chance would have it: Kendall's tau
     * between rate and time, which is the trend test of Mann and Kendall.
     */
    boolean trends() {
        int count = batches.count();
        long concordant = 0;
        for (int later = 1; later < count; later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                concordant +=
                        (long)
                                Math.signum(
                                        batches.rates().get(later) - batches.rates().get(earlier));
            }
        }
        double deviation = Math.sqrt(count * (count - 1.0) * (2.0 * count + 5) / 18);
        return Math.abs(concordant) > TREND_IN_DEVIATIONS * deviation
                && Math.abs(slopePerBatch()) * count > LEAST_CHANGE * batches.mean();
    }

    /** Whether the window is long enough, and level enough, to say that the rate does not drift. */
    boolean rulesOutDrift() {
        double most = MOST_DRIFT_PER_MINUTE * batches.mean();
        return Math.abs(driftPerMinute()) + DRIFT_IN_ERRORS * driftErrorPerMinute() <= most;
    }

    /** Whether nothing speaks against it, and enough is known to say so. */
    boolean isKept() {
        return rulesOutDrift() && !trends() && shift().isEmpty();
    }

    /**
     * Whether the rate changed little by little: a line through it rises or falls for certain, and
     * fits better than any one step would. What comes after a step may be a level of its own; of a
     * drift no part is.
     */
    boolean drifts() {
        double slope = Math.abs(slopePerBatch());
        if (slope * batches.count() <= LEAST_CHANGE * batches.mean()
                || Math.abs(driftPerMinute()) <= DRIFT_SHOWS_IN_ERRORS * driftErrorPerMinute()) {
            return false;
        }
        double line = sumOfSquares(batches.residuals(batches.mean(), slopePerBatch()));
        for (int point = SHORTEST_PART; point <= batches.count() - SHORTEST_PART; point++) {
            if (batches.squares(0, point) + batches.squares(point, batches.count()) < line) {
                return false;
            }
        }
        return true;
    }

    /** Slope of the least-squares line through the rates, in records per second and minute. */
    double driftPerMinute() {
        return slopePerBatch() * SECONDS_OF_A_MINUTE / batches.batchSeconds();
    }

    private double driftErrorPerMinute() {
        double[] residuals = batches.residuals(batches.mean(), slopePerBatch());
        double deviation =
                batches.deviation(
                        sumOfSquares(residuals),
                        residuals.length - 2,
                        BatchMeans.inflation(residuals));
        return deviation / Math.sqrt(timeSquares()) * SECONDS_OF_A_MINUTE / batches.batchSeconds();
    }

    private static double sumOfSquares(double[] residuals) {
        double squares = 0;
        for (double residual : residuals) {
            squares += residual * residual;
        }
        return squares;
    }

    private double slopePerBatch() {
        double products = 0;
        for (int batch = 0; batch < batches.count(); batch++) {
            products += (batch - (batches.count() - 1) / 2.0) * batches.rates().get(batch);
        }
        return products / timeSquares();
    }

    /** The sum of squares of 1 … n about their mean. */
    private double timeSquares() {
        double count = batches.count();
        return count * (count * count - 1) / 12;
    }
}
