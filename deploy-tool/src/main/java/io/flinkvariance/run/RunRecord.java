package io.flinkvariance.run;

import io.flinkvariance.measure.SampleSeries;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What must be known to take a run up again when the process that started it is gone.
 *
 * @param target the kind of cluster, as in {@code --target}
 * @param cluster which one of the kind, such as its JobManager's host
 * @param scenario its name; its file lies in the run's folder
 * @param firstSecond the second of the epoch at which the samples begin, once that is known
 * @param part which of the jobs of the run it is
 */
public record RunRecord(
        String jobId,
        String target,
        String cluster,
        String scenario,
        Instant startedAt,
        RunPlan plan,
        OptionalLong firstSecond,
        Part part) {

    /** Which of the jobs of a run. */
    public enum Part {
        /** There is one. */
        ONLY,
        /** Another is to come, at another parallelism. */
        FIRST,
        /** There was one before it; or it is the one before it, which is measured on. */
        LAST
    }

    public RunRecord {
        if (jobId.isBlank() || target.isBlank() || scenario.isBlank()) {
            throw new IllegalArgumentException("a run's record needs job, target and scenario");
        }
    }

    public RunRecord withFirstSecond(long second) {
        return new RunRecord(
                jobId, target, cluster, scenario, startedAt, plan, OptionalLong.of(second), part);
    }

    /** The same, of a run whose second job will never come. */
    public RunRecord asOnlyJob() {
        return new RunRecord(
                jobId, target, cluster, scenario, startedAt, plan, firstSecond, Part.ONLY);
    }

    /** The run with the samples that there are of it. */
    public RunInProgress inProgress(SampleSeries samples) {
        return new RunInProgress(jobId, startedAt, firstSecond, samples);
    }
}
