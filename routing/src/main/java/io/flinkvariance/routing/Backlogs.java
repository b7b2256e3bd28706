package io.flinkvariance.routing;

/** How much waits in each channel at this moment; what a choice is made by. */
@FunctionalInterface
public interface Backlogs {
    /** Bytes that wait in that channel, at least zero. */
    int of(int channel);

    /**
     * The same in a larger unit, for where a look has to be cheap: it grows with what waits, and
     * does not tell records of one buffer apart.
     */
    default Backlogs roughly() {
        return this;
    }
}
