package io.flinkvariance.routing;

/** How much waits in each channel at this moment; what a choice is made by. */
@FunctionalInterface
public interface Backlogs {
    /** Buffers that wait in that channel. */
    int of(int channel);
}
