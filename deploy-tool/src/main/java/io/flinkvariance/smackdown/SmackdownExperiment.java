package io.flinkvariance.smackdown;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.run.RunOutcome;
import java.util.List;
import java.util.function.Consumer;

/** Makes the runs of a smackdown that have no result yet, and notes each as soon as it has one. */
public final class SmackdownExperiment {
    /** Makes one run, on a Flink that outlives it. */
    public interface Runs {
        RunReport run(Trial trial) throws InterruptedException;
    }

    private final SmackdownFolder folder;
    private final Runs runs;
    private final Consumer<String> notes;

    /** Prepares it; nothing is run yet. */
    public SmackdownExperiment(SmackdownFolder folder, Runs runs, Consumer<String> notes) {
        this.folder = folder;
        this.runs = runs;
        this.notes = notes;
    }

    /**
     * Makes them. A run without a steady state is noted, and the others are made all the same.
     *
     * @throws InterruptedException on Ctrl-C; what was measured is kept
     * @throws ClusterStateException if this is another Flink than that of the runs before
     */
    public Smackdown complete(Smackdown begun) throws InterruptedException {
        Smackdown smackdown = begun;
        folder.write(smackdown);
        List<Trial> trials = begun.trials();
        for (int index = 0; index < trials.size(); index++) {
            Trial trial = trials.get(index);
            if (trial.isMeasured()) {
                continue;
            }
            notes.accept(
                    "%d of %d: %s, %s"
                            .formatted(index + 1, trials.size(), trial.scenario(), trial.router()));
            RunReport report = runs.run(trial);
            smackdown = noted(smackdown, index, trial, report);
            folder.write(smackdown);
            if (report.outcome().end() == RunOutcome.End.INTERRUPTED) {
                throw new InterruptedException();
            }
        }
        return smackdown;
    }

    private Smackdown noted(Smackdown smackdown, int index, Trial trial, RunReport report) {
        RunResult result = report.result();
        String name = report.folder().path().getFileName().toString();
        if (!result.phase().steadyState()) {
            String why = report.whyNotMeasured();
            notes.accept(trial.scenario() + ": " + why);
            return smackdown.with(index, trial.failed(name, why));
        }
        requireSame(smackdown, result);
        return smackdown
                .on(
                        result.cluster().target(),
                        result.cluster().flinkVersion(),
                        result.cluster().javaVersion(),
                        result.cluster().taskManagers(),
                        result.cluster().buffers())
                .with(index, trial.measured(name, result));
    }

    private static void requireSame(Smackdown smackdown, RunResult result) {
        if (smackdown.target() == null) {
            return;
        }
        String before = description(smackdown);
        String now =
                "%s, Flink %s on Java %s, TaskManagers: %d, buffers %s"
                        .formatted(
                                result.cluster().target(),
                                result.cluster().flinkVersion(),
                                result.cluster().javaVersion(),
                                result.cluster().taskManagers(),
                                result.cluster().buffers());
        if (!before.equals(now)) {
            throw new ClusterStateException(
                    "the runs so far were made on: %s; and this is: %s. Try: the options of then, or a new smackdown"
                            .formatted(before, now));
        }
    }

    private static String description(Smackdown smackdown) {
        return "%s, Flink %s on Java %s, TaskManagers: %d, buffers %s"
                .formatted(
                        smackdown.target(),
                        smackdown.flinkVersion(),
                        smackdown.javaVersion(),
                        smackdown.taskManagers(),
                        smackdown.buffers());
    }
}
