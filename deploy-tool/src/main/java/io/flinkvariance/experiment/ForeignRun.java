package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.JobStore;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunInProgress;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.RunRecord;
import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A run that another machine began: all that is known of it lies with the cluster. */
final class ForeignRun {
    private ForeignRun() {}

    /** The job of that id, or the only one of this tool; with a new folder for its results. */
    static AttachedRun of(Cluster cluster, Optional<String> jobId, Path output)
            throws InterruptedException {
        JobSummary job = job(cluster, jobId);
        Scenario scenario = scenario(cluster, job);
        AttachedRun.requireNoTopic(cluster, job.id(), scenario);
        RunFolder folder = RunFolder.create(output, Instant.now(), scenario, cluster.target());
        RunRecord record =
                new RunRecord(
                        job.id(),
                        cluster.target(),
                        cluster.name(),
                        scenario.name(),
                        Instant.now(),
                        new RunPlan(Optional.empty(), Optional.empty(), RunPlan.DEFAULT_MAX_TIME),
                        OptionalLong.empty(),
                        RunRecord.Part.ONLY);
        RunInProgress progress =
                new RunInProgress(
                        job.id(),
                        record.startedAt(),
                        OptionalLong.empty(),
                        new SampleSeries(List.of()));
        return new AttachedRun(folder, record, progress);
    }

    private static JobSummary job(Cluster cluster, Optional<String> jobId)
            throws InterruptedException {
        List<JobSummary> active =
                cluster.rest().jobs().stream().filter(job -> !job.hasEnded()).toList();
        Set<String> ours = store(cluster).jobIds();
        List<JobSummary> candidates =
                active.stream()
                        .filter(
                                job ->
                                        jobId.isPresent()
                                                ? job.id().equals(jobId.get())
                                                : ours.contains(job.id()))
                        .toList();
        if (candidates.size() != 1) {
            throw new ClusterStateException(
                    "[%s] attach: %s. Try: deploy-tool jobs, and deploy-tool attach <job>"
                            .formatted(
                                    cluster.name(),
                                    jobId.isPresent()
                                            ? "no job " + jobId.get() + " runs"
                                            : candidates.size() + " jobs of this tool run"));
        }
        return candidates.get(0);
    }

    private static JobStore store(Cluster cluster) {
        return cluster.jobStore().orElseThrow();
    }

    private static Scenario scenario(Cluster cluster, JobSummary job) throws InterruptedException {
        JobStore.StoredScenario stored =
                store(cluster)
                        .scenarioOf(job.id())
                        .orElseThrow(
                                () -> unknown(cluster, job, "it was not submitted by this tool"));
        try {
            return ScenarioReader.parse(
                    stored.name(), cluster.name() + ":" + stored.name(), stored.propertiesText());
        } catch (InvalidScenarioException otherVersion) {
            throw unknown(cluster, job, otherVersion.getMessage());
        }
    }

    private static ClusterStateException unknown(Cluster cluster, JobSummary job, String why) {
        return new ClusterStateException(
                "[%s] attach: the scenario of job %s is not known: %s. Try: deploy-tool cancel %s"
                        .formatted(cluster.name(), job.id(), why, job.id()));
    }
}
