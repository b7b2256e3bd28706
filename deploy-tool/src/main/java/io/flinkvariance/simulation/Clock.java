package io.flinkvariance.simulation;

/** The units of simulated time, which is counted in nanoseconds since the job began. */
final class Clock {
    static final double NANOS_PER_MILLI = 1e6;
    static final double NANOS_PER_SECOND = 1e9;
    static final double NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND;

    private Clock() {}

    static long nanos(double seconds) {
        return Math.round(seconds * NANOS_PER_SECOND);
    }

    static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }
}
