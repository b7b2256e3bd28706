package io.flinkvariance.run;

import io.flinkvariance.latency.Latency;
import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.rest.SubtaskDetails;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of a run.
 *
 * @param end why it ended
 * @param failure what went wrong, when that is why; otherwise empty
 * @param lag of a job that reads a topic; empty for others
 * @param totals what the job counted; exact, and known when it has ended
 * @param jobLeftRunning the id of the job, if it runs on or may; empty if it is known not to
 * @param jobId empty if there never was a job
 * @param firstSecond the second of the epoch that samples are counted from; empty before the first
 * @param countingSinceMillis when the last of the job's subtasks began to count, in milliseconds of
 *     the epoch; empty before the first sample
 * @param latency of the records that were done in the measured window; empty unless there is one
 * @param checkpoints of a job that makes some, as far as the run saw them
 */
public record RunOutcome(
        RunPlan plan,
        Instant startedAt,
        End end,
        String failure,
        SampleSeries samples,
        LagSeries lag,
        Measurement measurement,
        List<SubtaskDetails> workSubtasks,
        JobTotals totals,
        Optional<String> jobLeftRunning,
        Optional<String> jobId,
        OptionalLong firstSecond,
        OptionalLong countingSinceMillis,
        Optional<Latency> latency,
        Optional<CheckpointsSeen> checkpoints) {

    /** Of a run of which nothing is known of how long its records or its checkpoints took. */
    public RunOutcome(
            RunPlan plan,
            Instant startedAt,
            End end,
            String failure,
            SampleSeries samples,
            LagSeries lag,
            Measurement measurement,
            List<SubtaskDetails> workSubtasks,
            JobTotals totals,
            Optional<String> jobLeftRunning,
            Optional<String> jobId,
            OptionalLong firstSecond,
            OptionalLong countingSinceMillis) {
        this(
                plan,
                startedAt,
                end,
                failure,
                samples,
                lag,
                measurement,
                workSubtasks,
                totals,
                jobLeftRunning,
                jobId,
                firstSecond,
                countingSinceMillis,
                Optional.empty(),
                Optional.empty());
    }

    /** Of a run that never had a job. */
    static RunOutcome withoutJob(RunPlan plan, Instant startedAt, End end, String failure) {
        return new RunOutcome(
                plan,
                startedAt,
                end,
                failure,
                new SampleSeries(List.of()),
                LagSeries.NONE,
                new Measurement(
                        new Verdict.Transient("the run ended before its first sample"), List.of()),
                List.of(),
                JobTotals.NONE,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** The same of a run that failed all the same. */
    RunOutcome failed(String why) {
        return new RunOutcome(
                plan,
                startedAt,
                End.FAILED,
                why,
                samples,
                lag,
                measurement,
                workSubtasks,
                totals,
                jobLeftRunning,
                jobId,
                firstSecond,
                countingSinceMillis,
                latency,
                checkpoints);
    }

    /** Why a run ended. */
    public enum End {
        /** The window is as long, or its interval as narrow, as was asked for. */
        MEASURED,
        /** The source came to its limit and the job finished. */
        FINISHED,
        /** Neither happened within the time. */
        OUT_OF_TIME,
        /** The job failed, the cluster did not answer, or the job could not be cancelled. */
        FAILED,
        /** Ctrl-C. */
        INTERRUPTED
    }

    /** How often a subtask of the work was started over. */
    public int restarts() {
        return workSubtasks.stream().mapToInt(SubtaskDetails::attempt).max().orElse(0);
    }
}
