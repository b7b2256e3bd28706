package io.flinkvariance.crosscheck;

import io.flinkvariance.influxdb.CountPoint;
import io.flinkvariance.measure.SampleSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts a cross-check together from whatever is known. */
public final class CrossChecks {
    private CrossChecks() {}

    /**
     * Of a run whose series could not be asked for.
     *
     * @param why what kept the tool from asking
     * @param records what the job and Flink counted in all
     * @param subtasks of the work
     */
    public static CrossCheck unknown(
            String influxDb, String why, Optional<CrossCheck.Records> records, int subtasks) {
        List<String> warnings = new ArrayList<>(List.of("not cross-checked: " + why));
        records.flatMap(all -> differs(all, subtasks)).ifPresent(warnings::add);
        return new CrossCheck(influxDb, null, List.of(), records.orElse(null), warnings);
    }

    /**
     * Compares.
     *
     * @param samples the job's own counters; at least one
     * @param firstEpochSecond the moment that the samples are counted from
     * @param window that was measured
     * @param series by subtask
     * @param whyMissing the reason why there is no series
     * @param records what the job and Flink counted in all
     * @param others warnings that are known already
     */
    public static CrossCheck of(
            String influxDb,
            SampleSeries samples,
            long firstEpochSecond,
            Span window,
            Map<Integer, List<CountPoint>> series,
            String whyMissing,
            Optional<CrossCheck.Records> records,
            List<String> others) {
        SeriesCheck.Outcome outcome =
                new SeriesCheck(samples, firstEpochSecond, series).compare(window, whyMissing);
        List<String> warnings = new ArrayList<>(outcome.warnings());
        records.flatMap(all -> differs(all, samples.subtasks())).ifPresent(warnings::add);
        warnings.addAll(others);
        return new CrossCheck(
                influxDb,
                throughput(outcome.subtasks()),
                outcome.subtasks().stream()
                        .map(
                                compared ->
                                        compared.map(CrossCheck.Rate::of)
                                                .orElse(CrossCheck.Rate.MISSING))
                        .toList(),
                records.orElse(null),
                Collections.unmodifiableList(warnings));
    }

    /** Unknown as soon as one subtask's is: a sum of those that are known would be too low. */
    private static CrossCheck.Rate throughput(List<Optional<CountComparison>> compared) {
        if (compared.isEmpty() || compared.stream().anyMatch(Optional::isEmpty)) {
            return CrossCheck.Rate.MISSING;
        }
        List<CountComparison> all = compared.stream().flatMap(Optional::stream).toList();
        return new CrossCheck.Rate(
                all.stream().mapToDouble(CountComparison::ownPerSecond).sum(),
                all.stream().mapToDouble(CountComparison::influxDbPerSecond).sum(),
                CountComparison.sum(all).difference());
    }

    /** Each subtask may have taken a record that it did not finish. */
    private static Optional<String> differs(CrossCheck.Records records, int subtasks) {
        if (records.rest() == null) {
            return Optional.of(
                    "Flink's own counters are missing from the REST interface: not every subtask's last count arrived there");
        }
        long off = records.rest() - records.job();
        boolean isInHand = off >= 0 && off <= subtasks;
        boolean agree = isInHand || Math.abs(off) <= CrossCheck.TOLERANCE * records.job();
        return agree
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "Flink's own counters over REST disagree by %+.1f %%: %d records,"
                                        + " and the job's own counters %d",
                                records.job() > 0 ? 100.0 * off / records.job() : 100.0,
                                records.rest(),
                                records.job()));
    }
}
