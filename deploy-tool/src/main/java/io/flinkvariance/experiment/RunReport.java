package io.flinkvariance.experiment;

import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.SmallerBuffers;
import io.flinkvariance.run.RunOutcome;
import java.util.List;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param notKept what of it could not be written into the folder, and why
 */
public record RunReport(
        RunResult result, RunOutcome outcome, RunFolder folder, List<String> notKept) {
    public RunReport {
        notKept = List.copyOf(notKept);
    }

    /** Whether there is a figure, or a count, to show. */
    public boolean isShown() {
        return result.phase().steadyState()
                || result.delivery() != null
                || result.phase().checkpoints() != null
                || result.phase().lag() != null;
    }

    /** Why a run that is one of several came to no steady state. */
    public String whyNotMeasured() {
        if (outcome.end() == RunOutcome.End.INTERRUPTED) {
            return "interrupted";
        }
        return outcome.failure().isEmpty() ? whyNoSuccess() : outcome.failure();
    }

    /** Why the run did not bring what it was to bring, and what to try. */
    public String whyNoSuccess() {
        if (result.rescaling() != null && result.rescaling().savepointFailure() != null) {
            return format(
                    "not rescaled: the savepoint failed after %.0f s: %s; the job ran on and was"
                            + " measured on. Try: --set stream.partitioner=least-backlog, or fewer and smaller buffers",
                    result.rescaling().savepointSeconds(), result.rescaling().savepointFailure());
        }
        if (result.delivery() != null) {
            return "the records were not all delivered exactly once";
        }
        if (result.properties().containsKey("stream.limit")) {
            return format(
                    "gave up after %d s: %d records of %s were emitted. Try: a longer --max-time",
                    outcome.plan().maxTime().toSeconds(),
                    result.phase().recordsEmitted(),
                    result.properties().get("stream.limit"));
        }
        if (!result.phase().steadyState()) {
            return format(
                    "no steady state after %d s, so no result: %s. Try: %sa longer --max-time",
                    outcome.plan().maxTime().toSeconds(),
                    result.phase().steadyStateReason(),
                    SmallerBuffers.remedy(result.cluster().target(), result.cluster().buffers())
                            .map(words -> words + "; or ")
                            .orElse(""));
        }
        return format(
                "gave up after %d s: the window is %.0f s long and the 95 %% interval ±%.1f %%; the"
                        + " figure holds, with that interval. Try: a longer --max-time",
                outcome.plan().maxTime().toSeconds(),
                result.throughput().windowSeconds(),
                100 * result.throughput().ci95() / result.throughput().mean());
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
