package io.flinkvariance.measure;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A quantity over time, known at some seconds and taken to be straight between them.
 *
 * <p>Holds its arrays as they are given; the package does not change them.
 */
final class Curve {
    private final double[] seconds;
    private final double[] values;

    Curve(double[] seconds, double[] values) {
        if (seconds.length != values.length || seconds.length == 0) {
            throw new IllegalArgumentException("a curve needs as many seconds as values, and some");
        }
        this.seconds = seconds;
        this.values = values;
    }

    static Curve of(SampleSeries series, ToDoubleFunction<Sample> value) {
        return new Curve(
                series.samples().stream().mapToDouble(Sample::second).toArray(),
                series.samples().stream().mapToDouble(value).toArray());
    }

    int size() {
        return values.length;
    }

    double second(int index) {
        return seconds[index];
    }

    double value(int index) {
        return values[index];
    }

    /** The part from that sample on. */
    Curve from(int index) {
        return new Curve(
                Arrays.copyOfRange(seconds, index, seconds.length),
                Arrays.copyOfRange(values, index, values.length));
    }

    /** The value at a second; outside the curve that of the nearer end. */
    double at(double second) {
        int found = Arrays.binarySearch(seconds, second);
        if (found >= 0) {
            return values[found];
        }
        int after = -found - 1;
        if (after == 0) {
            return values[0];
        }
        if (after == seconds.length) {
            return values[seconds.length - 1];
        }
        double share = (second - seconds[after - 1]) / (seconds[after] - seconds[after - 1]);
        return values[after - 1] + share * (values[after] - values[after - 1]);
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
        for (int index = 0; index < seconds.length; index++) {
            if (seconds[index] > from && seconds[index] < to) {
                area += (seconds[index] - before) * (values[index] + valueBefore) / 2;
                before = seconds[index];
                valueBefore = values[index];
            }
        }
        area += (to - before) * (at(to) + valueBefore) / 2;
        return area / (to - from);
    }

    double mean() {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** The value below which that share of the samples lies. */
    double quantile(double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
