package io.flinkvariance.cli;

import io.flinkvariance.doctor.Finding;
import io.flinkvariance.error.ExitCode;
import java.util.List;

/** How a doctor's findings are told: one line each, and the exit code says whether one is bad. */
final class FindingsOutput {
    private FindingsOutput() {}

    /**
     * Tells them.
     *
     * @param remedies what the tool's own commands in them need
     * @param allIsWell the last line where there is no fault
     */
    static ExitCode tell(
            Console console, OwnCommands remedies, List<Finding> findings, String allIsWell) {
        findings.forEach(
                finding ->
                        console.out()
                                .println(
                                        "%-7s  %s"
                                                .formatted(
                                                        finding.verdict().word(),
                                                        remedies.in(finding.text()))));
        long faults = findings.stream().filter(Finding::isFault).count();
        console.err()
                .println(faults == 0 ? allIsWell : faults + (faults == 1 ? " fault" : " faults"));
        return faults == 0 ? ExitCode.DONE : ExitCode.CLUSTER_STATE;
    }
}
