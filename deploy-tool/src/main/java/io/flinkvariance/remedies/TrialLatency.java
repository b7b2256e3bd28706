package io.flinkvariance.remedies;

import io.flinkvariance.latency.Percentiles;
import io.flinkvariance.report.Html;
import io.flinkvariance.result.LatencyResult;
import java.util.Optional;

/**
 * How long the records of a trial took, from emission to the end of their work, in milliseconds.
 *
 * @param ofBefore whether most records of some subtask were emitted before the measured window, so
 *     that its queue may have been shorter then
 */
public record TrialLatency(double p50, double p99, boolean ofBefore) {
    private static final double MILLIS_PER_SECOND = 1000;

    public TrialLatency {
        if (!(p50 >= 0) || !(p99 >= p50)) {
            throw new IllegalArgumentException("a p50 of %s and a p99 of %s".formatted(p50, p99));
        }
    }

    /** Empty where it was not measured. */
    static Optional<TrialLatency> of(LatencyResult latency) {
        if (latency == null || latency.notMeasured() != null) {
            return Optional.empty();
        }
        Percentiles all = latency.fromEmission();
        return Optional.of(new TrialLatency(all.p50(), all.p99(), latency.isOfBefore()));
    }

    /** With its unit: seconds, where milliseconds would have four digits and more. */
    static String text(double millis) {
        return millis < MILLIS_PER_SECOND
                ? Html.format(format(millis) + " ms", millis)
                : Html.format("%.1f s", millis / MILLIS_PER_SECOND);
    }

    /** A figure of latencies in a column of milliseconds. */
    static String format(double millis) {
        return millis < 10 ? "%.2f" : "%.0f";
    }
}
