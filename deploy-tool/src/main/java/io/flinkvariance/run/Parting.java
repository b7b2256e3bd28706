package io.flinkvariance.run;

/** What is done with a job that is measured, before what is left of it is cancelled. */
interface Parting {
    /**
     * Does it, and waits for it.
     *
     * @param watch goes on sampling meanwhile
     * @return whether the job is to run on
     */
    boolean leavesRunning(JobWatch watch, String jobId) throws InterruptedException;
}
