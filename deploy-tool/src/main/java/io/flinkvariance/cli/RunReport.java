package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.result.CrossCheckTable;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.ResultTable;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.SmallerBuffers;
import io.flinkvariance.run.RunOutcome;
import java.util.Locale;

/** What came of a run, and how the user is told. */
record RunReport(RunResult result, RunOutcome outcome, RunFolder folder) {

    /** The result to standard output; where it is kept, and what was wrong, to standard error. */
    ExitCode tell(Console console, boolean json) {
        if (json) {
            console.out().println(ResultJson.text(result));
        } else if (isShown()) {
            console.out().print(ResultTable.of(result));
        }
        if (result.crossCheck() != null && (json || !isShown())) {
            CrossCheckTable.warnings(result.crossCheck()).forEach(console.err()::println);
        }
        console.err().println("results: " + folder.path());
        switch (outcome.end()) {
            case INTERRUPTED -> {
                console.err()
                        .println(
                                "interrupted; "
                                        + (outcome.jobLeftRunning().isEmpty()
                                                ? "the job is cancelled"
                                                : outcome.failure()));
                return ExitCode.INTERRUPTED;
            }
            case FAILED -> {
                console.err().println(outcome.failure());
                return ExitCode.FAILED;
            }
            default -> {
                if (result.isSuccess()) {
                    return ExitCode.DONE;
                }
                console.err().println(result.scenario() + ": " + whyNoSuccess());
                return ExitCode.FAILED;
            }
        }
    }

    private boolean isShown() {
        return result.steadyState() || result.delivery() != null;
    }

    private String whyNoSuccess() {
        if (result.delivery() != null) {
            return "the records were not all delivered exactly once";
        }
        if (result.properties().containsKey("stream.limit")) {
            return format(
                    "gave up after %d s: %d records of %s were emitted. Try: a longer --max-time",
                    outcome.plan().maxTime().toSeconds(),
                    result.recordsEmitted(),
                    result.properties().get("stream.limit"));
        }
        if (!result.steadyState()) {
            return format(
                    "no steady state after %d s, so no result: %s. Try: %sa longer --max-time",
                    outcome.plan().maxTime().toSeconds(),
                    result.steadyStateReason(),
                    SmallerBuffers.remedy(result.target(), result.buffers())
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
