package io.flinkvariance.report;

import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The charts of a run's page as pictures in its folder. */
public final class RunPictures {
    private RunPictures() {}

    /**
     * Writes them, in place of older ones; none of what was not sampled.
     *
     * @return where they are
     */
    public static List<Path> write(StoredRun run) {
        RunResult result = run.result();
        SampleSeries samples = StoredSamples.of(run).series();
        String of = "%s on %s: ".formatted(result.scenario(), result.cluster().target());
        List<Path> pictures = new ArrayList<>();
        write(
                run,
                "throughput",
                of + "throughput",
                RunCharts.throughput(result, samples),
                pictures);
        write(
                run,
                "in-flight",
                of + "records in flight per channel",
                RunCharts.inFlight(result, samples),
                pictures);
        write(run, "lag", of + "lag", LagCharts.of(lag(run, samples)), pictures);
        return pictures;
    }

    private static LagSeries lag(StoredRun run, SampleSeries samples) {
        try {
            return samples.isEmpty() ? LagSeries.NONE : run.lag();
        } catch (IOException goneSince) {
            return LagSeries.NONE;
        }
    }

    private static void write(
            StoredRun run, String name, String title, Chart chart, List<Path> pictures) {
        if (!chart.isEmpty()) {
            pictures.add(
                    ReportFile.write(
                            run.folder().resolve(name + ".svg"), ChartPicture.of(title, chart)));
        }
    }
}
