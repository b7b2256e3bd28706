package io.flinkvariance.yarn;

import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.scenario.Scenario;
import java.util.Optional;

/**
 * Savepoints in a session's own folder in HDFS, which all its containers reach, wherever YARN has
 * put them, and which goes with the session.
 *
 * @param folder its URI
 * @param submission to the session
 */
record SessionSavepoints(String folder, SessionSubmission submission) implements JobSavepoints {
    @Override
    public String restore(Scenario scenario, String savepoint) throws InterruptedException {
        return submission.submit(scenario, Optional.of(savepoint));
    }
}
