package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.result.CrossCheckTable;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.ResultTable;
import io.flinkvariance.result.RunResult;

/** How the user is told what came of a run. */
final class RunReportOutput {
    private RunReportOutput() {}

    /** The result to standard output; where it is kept, and what was wrong, to standard error. */
    static ExitCode tell(Console console, OwnCommands remedies, RunReport report, boolean json) {
        RunResult result = report.result();
        if (json) {
            console.out().println(ResultJson.text(result));
        } else if (report.isShown()) {
            console.out().print(ResultTable.of(result));
        }
        if (result.crossCheck() != null && (json || !report.isShown())) {
            CrossCheckTable.warnings(result.crossCheck()).forEach(console.err()::println);
        }
        console.err().println("results: " + report.folder().path());
        report.notKept().forEach(console.err()::println);
        switch (report.outcome().end()) {
            case INTERRUPTED -> {
                console.err()
                        .println(
                                "interrupted; "
                                        + (report.outcome().failure().isEmpty()
                                                ? "the job is cancelled"
                                                : remedies.in(report.outcome().failure())));
                return ExitCode.INTERRUPTED;
            }
            case FAILED -> {
                console.err().println(remedies.in(report.outcome().failure()));
                return ExitCode.FAILED;
            }
            default -> {
                if (result.isSuccess()) {
                    return report.notKept().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
                }
                console.err()
                        .println(remedies.in(result.scenario() + ": " + report.whyNoSuccess()));
                return ExitCode.FAILED;
            }
        }
    }
}
