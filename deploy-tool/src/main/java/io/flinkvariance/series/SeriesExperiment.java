package io.flinkvariance.series;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.run.RunOutcome;
import java.util.function.Consumer;

/** Makes the runs of a series that have no result yet, and notes each as soon as it has one. */
public final class SeriesExperiment<S extends Series<S>> {
    /** Makes the run at a place, on a Flink that outlives it. */
    public interface Runs {
        /**
         * Makes it.
         *
         * @throws ClusterStateException if that Flink has no room for it
         */
        RunReport run(int index) throws InterruptedException;
    }

    /** What a series makes of a run, beside keeping its figures. */
    public interface Comparison<S> {
        /** The series with it. */
        S compared(S series, int index, StoredRun run);

        /** Nothing. */
        static <S> Comparison<S> none() {
            return (series, index, run) -> series;
        }
    }

    private final SeriesFolder<S> folder;
    private final Runs runs;
    private final Comparison<S> comparison;
    private final Consumer<String> notes;

    /** Prepares it; nothing is run yet. */
    public SeriesExperiment(
            SeriesFolder<S> folder, Runs runs, Comparison<S> comparison, Consumer<String> notes) {
        this.folder = folder;
        this.runs = runs;
        this.comparison = comparison;
        this.notes = notes;
    }

    /**
     * Makes them. A run without a steady state, or one that can be done without and for which there
     * is no room, is noted as that, and the others are made all the same.
     *
     * @throws InterruptedException on Ctrl-C; what was measured is kept
     * @throws ClusterStateException if this is another Flink than that of the runs before
     */
    public S complete(S begun) throws InterruptedException {
        S series = begun;
        folder.write(series);
        int count = begun.outcomes().size();
        for (int index = 0; index < count; index++) {
            if (begun.outcomes().get(index).isMeasured()) {
                continue;
            }
            notes.accept("%d of %d: %s".formatted(index + 1, count, begun.title(index)));
            RunReport report;
            try {
                report = runs.run(index);
            } catch (ClusterStateException noRoom) {
                if (!series.canDoWithout(index)) {
                    throw noRoom;
                }
                series = failed(series, index, null, noRoom.getMessage());
                continue;
            }
            series = noted(series, index, report);
            if (report.outcome().end() == RunOutcome.End.INTERRUPTED) {
                throw new InterruptedException();
            }
        }
        return series;
    }

    private S noted(S series, int index, RunReport report) {
        RunResult result = report.result();
        String name = report.folder().path().getFileName().toString();
        if (!result.phase().steadyState()) {
            return failed(series, index, name, report.whyNotMeasured());
        }
        OneFlink made = OneFlink.of(result.cluster());
        OneFlink flink =
                series.hasOwnBuffers(index)
                        ? series.flink().sameButForBuffers(made)
                        : series.flink().sameAs(made);
        S measured = series.on(flink).with(index, Outcome.measured(name, result));
        S compared =
                comparison.compared(measured, index, new StoredRun(report.folder().path(), result));
        folder.write(compared);
        return compared;
    }

    private S failed(S series, int index, String name, String why) {
        notes.accept(series.title(index) + ": " + why);
        S noted = series.with(index, Outcome.failed(name, why));
        folder.write(noted);
        return noted;
    }
}
