package io.flinkvariance.remedies;

import io.flinkvariance.report.ComparePage;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.RunComparison;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.series.Outcome;
import io.flinkvariance.series.SeriesExperiment;
import io.flinkvariance.series.SeriesFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every remedy that is measured beside the scenario as it is, in figures and on a page. */
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
        if (!measured.containsKey(AS_IT_IS)) {
            return remedies;
        }
        Remedies compared = remedies;
        for (int index : measured.keySet()) {
            compared = compared.with(index, compared(remedies.trials().get(index), index));
        }
        return compared;
    }

    private Trial compared(Trial trial, int index) {
        if (index == AS_IT_IS) {
            return trial.compared(1, 0);
        }
        Comparison comparison =
                RunComparison.of(List.of(measured.get(AS_IT_IS), measured.get(index))).get(0);
        return trial.compared(comparison.ratio(), comparison.ratioCi95());
    }

    /** Writes the page of all runs over each other, if there is more than the first. */
    public void writePage() {
        Path page = folder.path().resolve(PAGE);
        if (measured.size() > 1) {
            ReportFile.write(page, ComparePage.of(List.copyOf(measured.values())));
        }
    }
}
