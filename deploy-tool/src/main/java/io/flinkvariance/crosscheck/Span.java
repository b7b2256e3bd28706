package io.flinkvariance.crosscheck;

/** Some time of a run, in epoch milliseconds, both ends included. */
public record Span(long fromMillis, long toMillis) {
    public Span {
        if (toMillis < fromMillis) {
            throw new IllegalArgumentException("a span ends before it begins");
        }
    }

    boolean has(long epochMillis) {
        return epochMillis >= fromMillis && epochMillis <= toMillis;
    }
}
