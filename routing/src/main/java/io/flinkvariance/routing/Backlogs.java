package io.flinkvariance.routing;

/** How much waits in each channel at this moment; what a choice is made by. */
@FunctionalInterface
public interface Backlogs {
    /** Bytes that wait in that channel, at least zero. */
    int of(int channel);
}
