package io.flinkvariance.measure;

/**
 * A figure that is a weighted sum of a curve's values, such as a slope or a time average: worked
 * out once for a window, and then the same for every counter that was read at the same seconds.
 */
final class RowWeights {
    private final double[] weights;
    private int first;
    private int end;

    private RowWeights(int rows) {
        weights = new double[rows];
        first = rows;
    }

    /**
     * The slope, per second, of the least-squares line through a curve's means per batch.
     *
     * @param grid any curve of those that are read at the same seconds
     */
    static RowWeights slope(Batches batches, Curve grid) {
        double middle = 0;
        for (int batch = 0; batch < batches.count(); batch++) {
            middle += batches.middle(batch) / batches.count();
        }
        double variance = 0;
        for (int batch = 0; batch < batches.count(); batch++) {
            variance += (batches.middle(batch) - middle) * (batches.middle(batch) - middle);
        }
        RowWeights slope = new RowWeights(grid.size());
        for (int batch = 0; batch < batches.count(); batch++) {
            slope.addMean(
                    batches.bound(batch),
                    batches.bound(batch + 1),
                    (batches.middle(batch) - middle) / variance,
                    grid);
        }
        return slope;
    }

    /** Adds the time average between two seconds, so many times. */
    private void addMean(double from, double to, double times, Curve grid) {
        for (int row = Math.max(1, grid.rowAfter(from)); row < grid.size(); row++) {
            double before = grid.second(row - 1);
            double step = grid.second(row) - before;
            double begin = Math.max(from, before);
            double length = Math.min(to, grid.second(row)) - begin;
            if (length <= 0) {
                return;
            }
            double share = (begin + length / 2 - before) / step;
            add(row - 1, times * length / (to - from) * (1 - share));
            add(row, times * length / (to - from) * share);
        }
    }

    private void add(int row, double weight) {
        weights[row] += weight;
        first = Math.min(first, row);
        end = Math.max(end, row + 1);
    }

    /** The figure for one curve. */
    double of(Curve curve) {
        return end > first ? curve.sum(first, end, weights) : 0;
    }
}
