package io.flinkvariance.latency;

/** The clocks of the machines that a job may run on. */
@FunctionalInterface
public interface HostClocks {
    /**
     * Compares them now, which takes as long as a login on each.
     *
     * @throws io.flinkvariance.error.UnreachableException if there is no connection
     * @throws io.flinkvariance.error.OperationFailedException if it cannot be done, and why
     */
    ClockOffsets compare() throws InterruptedException;
}
