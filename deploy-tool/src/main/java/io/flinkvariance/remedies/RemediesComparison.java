package io.flinkvariance.remedies;

import io.flinkvariance.report.ComparePage;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.RunComparison;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.series.Outcome;
import io.flinkvariance.series.SeriesExperiment;
import io.flinkvariance.series.SeriesFolder;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every remedy that is measured beside the scenario as it is, in figures and on pages. */
public final class RemediesComparison implements SeriesExperiment.Comparison<Remedies> {
    static final String PAGE = "compare.html";

    private static final int AS_IT_IS = 0;

    private final SeriesFolder<Remedies> folder;
    private final SortedMap<Integer, StoredRun> measured = new TreeMap<>();

    /** Begins with the runs that were measured already. */
    public RemediesComparison(SeriesFolder<Remedies> folder, Remedies begun) {
        this.folder = folder;
        for (int index = 0; index < begun.outcomes().size(); index++) {
            Outcome outcome = begun.outcomes().get(index);
            if (outcome.isMeasured()) {
                measured.put(index, folder.run(outcome));
            }
        }
    }

    /** The scenario as it is may be measured after others, if it came to no result before. */
    @Override
    public Remedies compared(Remedies remedies, int newest, StoredRun run) {
        measured.put(newest, run);
        Remedies compared = remedies;
        for (int index : measured.keySet()) {
            compared = compared.with(index, compared(compared.trials().get(index), index));
        }
        return compared;
    }

    private Trial compared(Trial trial, int index) {
        StoredRun run = measured.get(index);
        Trial told = trial.with(TrialLatency.of(run.result().phase().latency()).orElse(null));
        if (index == AS_IT_IS) {
            return told.compared(1, 0);
        }
        if (!measured.containsKey(AS_IT_IS)) {
            return told;
        }
        Comparison comparison = RunComparison.of(List.of(measured.get(AS_IT_IS), run)).get(0);
        return told.compared(comparison.ratio(), comparison.ratioCi95());
    }

    /** Writes the page of what each comes to, and that of all runs over each other. */
    public void writePages(Remedies remedies) {
        RemediesPage.write(folder.path(), remedies);
        if (measured.size() > 1) {
            ReportFile.write(
                    folder.path().resolve(PAGE), ComparePage.of(List.copyOf(measured.values())));
        }
    }
}
