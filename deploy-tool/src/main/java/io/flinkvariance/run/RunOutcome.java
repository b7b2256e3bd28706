package io.flinkvariance.run;

import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.rest.SubtaskDetails;
import java.time.Instant;
import java.util.List;

/**
 * What came of a run.
 *
 * @param end why it ended
 * @param failure what went wrong, when that is why; otherwise empty
 * @param totals what the job counted; exact, and known when it has ended
 */
public record RunOutcome(
        RunPlan plan,
        Instant startedAt,
        End end,
        String failure,
        SampleSeries samples,
        Measurement measurement,
        List<SubtaskDetails> workSubtasks,
        JobTotals totals) {

    /** Why a run ended. */
    public enum End {
        /** The window is as long, or its interval as narrow, as was asked for. */
        MEASURED,
        /** The source came to its limit and the job finished. */
        FINISHED,
        /** Neither happened within the time. */
        OUT_OF_TIME,
        /** The job failed, or the cluster did not answer. */
        FAILED,
        /** Ctrl-C. */
        INTERRUPTED
    }

    /** How often a subtask of the work was started over. */
    public int restarts() {
        return workSubtasks.stream().mapToInt(SubtaskDetails::attempt).max().orElse(0);
    }
}
