package io.flinkvariance.experiment;

import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.run.JobTotals;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.RunPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reports of runs that nobody made, for tests. */
public final class RunReports {
    private static final RunPlan PLAN =
            new RunPlan(Optional.empty(), Optional.empty(), Duration.ofMinutes(10));

    private RunReports() {}

    /** Of a run without samples that ended so. */
    public static RunReport of(RunResult result, RunOutcome.End end, RunFolder folder) {
        RunOutcome outcome =
                new RunOutcome(
                        PLAN,
                        Instant.EPOCH,
                        end,
                        "",
                        new SampleSeries(List.of()),
                        LagSeries.NONE,
                        new Measurement(new Verdict.Transient("a queue grew"), List.of()),
                        List.of(),
                        JobTotals.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty());
        return new RunReport(result, outcome, folder, List.of());
    }
}
