package io.flinkvariance.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A quantity over time, known at some seconds and taken to be straight between them.
 *
 * <p>A view: it holds its seconds and values as they are given, and parts of it share them.
 */
final class Curve {
    private final double[] seconds;
    private final Values values;
    private final int begin;
    private final int end;

    /** Where the values are taken from, by row. */
    interface Values {
        double at(int row);

        /** The sum from one row to before another, each times the weight of its place. */
        default double sum(int from, int to, double[] weights, int place) {
            double sum = 0;
            for (int row = from; row < to; row++) {
                sum += weights[place + row - from] * at(row);
            }
            return sum;
        }

        /** The sum from one row to before another. */
        default double sum(int from, int to) {
            double sum = 0;
            for (int row = from; row < to; row++) {
                sum += at(row);
            }
            return sum;
        }
    }

    /** The same for a column of counts; the loops over all subtasks are here. */
    static final class Counts implements Values {
        private final long[] column;

        Counts(long[] column) {
            this.column = column;
        }

        @Override
        public double at(int row) {
            return column[row];
        }

        @Override
        public double sum(int from, int to, double[] weights, int place) {
            double sum = 0;
            for (int row = from; row < to; row++) {
                sum += weights[place + row - from] * column[row];
            }
            return sum;
        }

        @Override
        public double sum(int from, int to) {
            long sum = 0;
            for (int row = from; row < to; row++) {
                sum += column[row];
            }
            return sum;
        }
    }

    Curve(double[] seconds, double[] values) {
        this(seconds, row -> values[row], 0, seconds.length);
        if (seconds.length != values.length) {
            throw new IllegalArgumentException("a curve needs as many seconds as values, and some");
        }
    }

    /** The rows from one to before another. */
    Curve(double[] seconds, Values values, int begin, int end) {
        if (begin >= end) {
            throw new IllegalArgumentException("a curve needs as many seconds as values, and some");
        }
        this.seconds = seconds;
        this.values = values;
        this.begin = begin;
        this.end = end;
    }

    int size() {
        return end - begin;
    }

    double second(int index) {
        return seconds[begin + index];
    }

    double value(int index) {
        return values.at(begin + index);
    }

    double lastSecond() {
        return seconds[end - 1];
    }

    /** The part from that sample on. */
    Curve from(int index) {
        return new Curve(seconds, values, begin + index, end);
    }

    /** What this has more than another that is known at the same seconds. */
    Curve minus(Curve other) {
        return new Curve(
                seconds,
                row -> values.at(row) - other.values.at(row - begin + other.begin),
                begin,
                end);
    }

    Curve times(double factor) {
        return new Curve(seconds, row -> factor * values.at(row), begin, end);
    }

    /** The first sample that is later than a second; the size if there is none. */
    int rowAfter(double second) {
        int found = Arrays.binarySearch(seconds, begin, end, second);
        return (found >= 0 ? found + 1 : -found - 1) - begin;
    }

    /** The value at a second; outside the curve that of the nearer end. */
    double at(double second) {
        int after = begin + rowAfter(second);
        if (after == begin) {
            return values.at(begin);
        }
        if (after == end) {
            return values.at(end - 1);
        }
        double share = (second - seconds[after - 1]) / (seconds[after] - seconds[after - 1]);
        double before = values.at(after - 1);
        return before + share * (values.at(after) - before);
    }

    /** By how much the value grows from one second to another, per second. */
    double rate(double from, double to) {
        return (at(to) - at(from)) / (to - from);
    }

    /** The time average of the value between two seconds. */
    double mean(double from, double to) {
        double area = 0;
        double before = from;
        double valueBefore = at(from);
        for (int row = begin + rowAfter(from); row < end && seconds[row] < to; row++) {
            double value = values.at(row);
            area += (seconds[row] - before) * (value + valueBefore) / 2;
            before = seconds[row];
            valueBefore = value;
        }
        area += (to - before) * (at(to) + valueBefore) / 2;
        return area / (to - from);
    }

    /** The sum of the values from one sample to before another. */
    double sum(int from, int to) {
        return values.sum(begin + from, begin + to);
    }

    /** The same with each value times the weight of its sample. */
    double sum(int from, int to, double[] weights) {
        return values.sum(begin + from, begin + to, weights, from);
    }

    /** The values below which those shares of the samples lie. */
    double[] quantiles(double... shares) {
        double[] sorted = IntStream.range(begin, end).mapToDouble(values::at).sorted().toArray();
        return Arrays.stream(shares).map(share -> quantile(sorted, share)).toArray();
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
