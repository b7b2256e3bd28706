package io.flinkvariance.result;

import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.RateText;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.scenario.Partitioner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the samples of a recorded run say; the fields have the names that they have in {@link
 * RunResult}.
 */
public record AnalysisResult(
        String samples,
        String partitioner,
        double recordedSeconds,
        RunResult.Throughput throughput,
        boolean steadyState,
        String steadyStateReason,
        List<RunResult.Subtask> subtasks) {

    /** Puts it together. */
    public static AnalysisResult of(
            Path file, Partitioner partitioner, SampleSeries samples, Measurement measurement) {
        return new AnalysisResult(
                file.toString(),
                partitioner.toString(),
                samples.lengthSeconds(),
                RunResult.Throughput.of(measurement, partitioner, Double.POSITIVE_INFINITY),
                measurement.verdict() instanceof Verdict.Steady,
                measurement.verdict() instanceof Verdict.Transient unsteady
                        ? unsteady.reason()
                        : null,
                measurement.subtasks().stream()
                        .map(subtask -> RunResult.Subtask.of(subtask, null))
                        .toList());
    }

    /** For people; only of a steady state. */
    public String toText() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("subtask", "records/s", "ms/record", "capacity"));
        for (RunResult.Subtask subtask : subtasks) {
            rows.add(
                    List.of(
                            Integer.toString(subtask.index()),
                            RateText.of(subtask.perSecond()),
                            subtask.meanServiceMillis() == null
                                    ? "–"
                                    : String.format(
                                            Locale.ROOT, "%.2f", subtask.meanServiceMillis()),
                            subtask.capacity() == null
                                    ? "–"
                                    : String.format(
                                            Locale.ROOT, "%.1f %%", 100 * subtask.capacity())));
        }
        return String.format(
                        Locale.ROOT,
                        "Steady: %s records/s (95 %%) over %.0f s from second %.0f, %d"
                                + " cycles.%n%n",
                        RateText.interval(throughput.mean(), throughput.ci95()),
                        throughput.windowSeconds(),
                        throughput.windowFromSecond(),
                        throughput.cycles())
                + TextTable.of(rows);
    }
}
