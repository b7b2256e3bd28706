package io.flinkvariance.latency;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/** What a histogram of latencies says, in milliseconds. */
public record Percentiles(double p50, double p90, double p99, double p999, double max) {
    private static final double MICROS_PER_MILLI = 1000;

    /** Of a histogram in microseconds; empty where it has no value. */
    static Optional<Percentiles> of(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? Optional.empty()
                : Optional.of(
                        new Percentiles(
                                at(histogram, 50),
                                at(histogram, 90),
                                at(histogram, 99),
                                at(histogram, 99.9),
                                histogram.getMaxValue() / MICROS_PER_MILLI));
    }

    private static double at(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
