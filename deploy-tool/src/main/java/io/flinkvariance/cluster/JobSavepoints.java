package io.flinkvariance.cluster;

import io.flinkvariance.scenario.Scenario;

/** Where the jobs of a cluster leave savepoints, and how one goes on from there. */
public interface JobSavepoints {
    /**
     * The URI of a folder that the JobManager can make.
     *
     * <p>No other machine has to reach it, as the job's state travels with the acknowledgements of
     * a savepoint's barrier.
     */
    String folder();

    /**
     * Starts a scenario from a savepoint of a job of the same scenario, at whatever parallelism.
     *
     * @param savepoint the URI by which Flink named it
     * @return the new job's id, at once
     */
    String restore(Scenario scenario, String savepoint) throws InterruptedException;
}
