package io.flinkvariance.crosscheck;

import io.flinkvariance.measure.SampleSeries;

/** Some time of a run, in epoch milliseconds, both ends included. */
public record Span(long fromMillis, long toMillis) {
    private static final double MILLIS = 1000;

    public Span {
        if (toMillis < fromMillis) {
            throw new IllegalArgumentException("a span ends before it begins");
        }
    }

    /** The part of a run between two seconds of its samples. */
    public static Span of(long firstEpochSecond, double fromSecond, double toSecond) {
        return new Span(
                Math.round(MILLIS * (firstEpochSecond + fromSecond)),
                Math.round(MILLIS * (firstEpochSecond + toSecond)));
    }

    /** From the first of the samples to the last; there has to be one. */
    public static Span of(long firstEpochSecond, SampleSeries samples) {
        return of(firstEpochSecond, samples.second(0), samples.lastSecond());
    }

    boolean has(long epochMillis) {
        return epochMillis >= fromMillis && epochMillis <= toMillis;
    }
}
