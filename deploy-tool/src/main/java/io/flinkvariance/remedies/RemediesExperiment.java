package io.flinkvariance.remedies;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.RunComparison;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.run.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tries the remedies one after the other, and notes each as soon as it has a result. */
public final class RemediesExperiment {
    /** Makes one run, on a Flink that outlives it. */
    public interface Runs {
        /**
         * Makes it.
         *
         * @throws ClusterStateException if that Flink has no room for it
         */
        RunReport run(Remedy remedy) throws InterruptedException;
    }

    /**
     * What was tried.
     *
     * @param isInterrupted whether Ctrl-C ended it: what was measured by then is kept
     */
    public record Ended(Remedies remedies, boolean isInterrupted) {}

    private final RemediesFolder folder;
    private final Runs runs;
    private final Consumer<String> notes;
    private final List<StoredRun> measured = new ArrayList<>();
    private Optional<StoredRun> asItIs = Optional.empty();
    private boolean isInterrupted;

    /** Prepares it; nothing is run yet. */
    public RemediesExperiment(RemediesFolder folder, Runs runs, Consumer<String> notes) {
        this.folder = folder;
        this.runs = runs;
        this.notes = notes;
    }

    /**
     * Tries them. One without a steady state, or for which there is no room, is noted as that, and
     * the others are tried all the same.
     */
    public Ended complete(Remedies planned) throws InterruptedException {
        Remedies remedies = planned;
        folder.write(remedies);
        int count = planned.trials().size();
        for (int index = 0; index < count && !isInterrupted; index++) {
            Trial trial = planned.trials().get(index);
            notes.accept(
                    "%d of %d: %s, %s"
                            .formatted(
                                    index + 1, count, planned.scenario(), trial.remedy().name()));
            remedies = remedies.with(index, tried(trial));
            folder.write(remedies);
        }
        folder.writePage(measured);
        return new Ended(remedies, isInterrupted);
    }

    private Trial tried(Trial trial) throws InterruptedException {
        RunReport report;
        try {
            report = runs.run(trial.remedy());
        } catch (ClusterStateException noRoom) {
            if (trial.remedy().settings().isEmpty()) {
                throw noRoom;
            }
            return failed(trial, null, noRoom.getMessage());
        }
        isInterrupted = report.outcome().end() == RunOutcome.End.INTERRUPTED;
        String name = report.folder().path().getFileName().toString();
        if (!report.result().phase().steadyState()) {
            return failed(trial, name, report.whyNotMeasured());
        }
        StoredRun run = new StoredRun(report.folder().path(), report.result());
        measured.add(run);
        return compared(trial.measured(name, report.result()), run);
    }

    private Trial compared(Trial trial, StoredRun run) {
        if (trial.remedy().settings().isEmpty()) {
            asItIs = Optional.of(run);
            return trial.compared(1, 0);
        }
        if (asItIs.isEmpty()) {
            return trial;
        }
        Comparison comparison = RunComparison.of(List.of(asItIs.get(), run)).get(0);
        return trial.compared(comparison);
    }

    private Trial failed(Trial trial, String name, String why) {
        notes.accept(trial.remedy().name() + ": " + why);
        return trial.failed(name, why);
    }
}
