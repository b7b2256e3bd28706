package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunInProgress;
import io.flinkvariance.run.RunRecord;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;

/** A run that an earlier process began, and where this one goes on with it. */
record AttachedRun(RunFolder folder, RunRecord record, RunInProgress progress) {
    /**
     * Refuses a job that reads a topic: who filled it removed it at its end, however it ended.
     *
     * @throws ClusterStateException naming how to end the job
     */
    static void requireNoTopic(Cluster cluster, String jobId, Scenario scenario) {
        if (scenario.source() == SourceKind.KAFKA) {
            throw new ClusterStateException(
                    "[%s] attach: job %s reads a topic, which the tool that began it filled, and which is gone with it. Try: deploy-tool cancel %s"
                            .formatted(cluster.name(), jobId, jobId));
        }
    }
}
