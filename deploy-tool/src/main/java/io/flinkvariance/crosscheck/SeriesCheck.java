package io.flinkvariance.crosscheck;

import io.flinkvariance.influxdb.CountPoint;
import io.flinkvariance.measure.SampleSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Compares the series of a run in InfluxDB with its samples. */
final class SeriesCheck {
    private final SampleSeries samples;
    private final long firstEpochSecond;
    private final Map<Integer, List<CountPoint>> series;
    private final List<String> warnings = new ArrayList<>();

    SeriesCheck(
            SampleSeries samples, long firstEpochSecond, Map<Integer, List<CountPoint>> series) {
        this.samples = samples;
        this.firstEpochSecond = firstEpochSecond;
        this.series = series;
    }

    /** What was found: in the order of the subtasks, empty where there is nothing to compare. */
    record Outcome(List<Optional<CountComparison>> subtasks, List<String> warnings) {}

    /**
     * Compares.
     *
     * @param window that is preferred; all of the run where too few points lie in it
     * @param whyMissing the reason why there is no series
     */
    Outcome compare(Span window, String whyMissing) {
        List<Integer> missing = new ArrayList<>();
        List<Integer> scarce = new ArrayList<>();
        List<Optional<CountComparison>> compared = new ArrayList<>();
        for (int subtask = 0; subtask < samples.subtasks(); subtask++) {
            List<CountPoint> points = series.getOrDefault(subtask, List.of());
            OwnCounts own = new OwnCounts(samples, firstEpochSecond, subtask);
            Optional<CountComparison> comparison =
                    CountComparison.within(window, own, points)
                            .or(() -> CountComparison.within(run(), own, points));
            compared.add(comparison);
            if (points.isEmpty()) {
                missing.add(subtask);
            } else if (comparison.isEmpty()) {
                scarce.add(subtask);
            }
        }
        if (!missing.isEmpty()) {
            warnings.add(
                    "InfluxDB has no series of %s: %s".formatted(subtasks(missing), whyMissing));
        }
        if (!scarce.isEmpty()) {
            warnings.add(
                    "InfluxDB has fewer than two points of %s: the run was too short for the reporter's interval, or they did not arrive"
                            .formatted(subtasks(scarce)));
        }
        addGaps();
        addDifferences(compared);
        return new Outcome(compared, warnings);
    }

    private Span run() {
        return Span.of(firstEpochSecond, samples);
    }

    /** A restart of InfluxDB takes points from all subtasks, and need be told once. */
    private void addGaps() {
        LongFunction<Long> second = millis -> Math.round(millis / 1000.0 - firstEpochSecond);
        series.values().stream()
                .filter(points -> points.size() > 1)
                .flatMap(points -> SeriesGaps.of(points, run()).stream())
                .map(
                        gap ->
                                "from second %d to %d"
                                        .formatted(
                                                second.apply(gap.fromMillis()),
                                                second.apply(gap.toMillis())))
                .distinct()
                .reduce((one, other) -> one + ", " + other)
                .ifPresent(
                        gaps ->
                                warnings.add(
                                        "InfluxDB has a gap %s of samples.csv: it was not reached, or did not take what was sent"
                                                .formatted(gaps)));
    }

    private void addDifferences(List<Optional<CountComparison>> compared) {
        for (int subtask = 0; subtask < compared.size(); subtask++) {
            int index = subtask;
            compared.get(subtask)
                    .filter(both -> both.differsBy(CrossCheck.TOLERANCE))
                    .ifPresent(both -> warnings.add(differs("subtask " + index, both)));
        }
        if (!compared.isEmpty() && compared.stream().allMatch(Optional::isPresent)) {
            CountComparison all =
                    CountComparison.sum(compared.stream().flatMap(Optional::stream).toList());
            if (all.differsBy(CrossCheck.TOLERANCE)) {
                warnings.add(differs("all subtasks", all));
            }
        }
    }

    private static String differs(String who, CountComparison both) {
        return String.format(
                Locale.ROOT,
                "InfluxDB disagrees about %s by %+.1f %%: %d records, and the job's own counters"
                        + " %.0f",
                who,
                100 * both.difference(),
                both.influxDb(),
                both.own());
    }

    private String subtasks(List<Integer> some) {
        return some.size() == samples.subtasks()
                ? "this run"
                : (some.size() == 1 ? "subtask " : "subtasks ")
                        + String.join(
                                ", ",
                                IntStream.range(0, some.size())
                                        .mapToObj(index -> some.get(index).toString())
                                        .toList());
    }
}
