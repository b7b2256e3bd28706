package io.flinkvariance.crosscheck;

import io.flinkvariance.influxdb.CountPoint;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What InfluxDB has of a run, as a file: a row for every point, as each TaskManager reports at
 * moments of its own.
 */
public final class SeriesCsv {
    private static final String HEADER = "second,subtask,processed\n";

    private SeriesCsv() {}

    /** A row of the file. */
    private record Row(double second, int subtask, long processed) {
        String line() {
            return String.format(Locale.ROOT, "%.3f,%d,%d%n", second, subtask, processed);
        }
    }

    /**
     * In the order of time.
     *
     * @param firstEpochSecond the moment that seconds are counted from, as in samples.csv
     */
    public static String text(long firstEpochSecond, Map<Integer, List<CountPoint>> series) {
        StringBuilder text = new StringBuilder(HEADER);
        series.entrySet().stream()
                .flatMap(
                        subtask ->
                                subtask.getValue().stream()
                                        .map(
                                                point ->
                                                        new Row(
                                                                point.epochMillis() / 1000.0
                                                                        - firstEpochSecond,
                                                                subtask.getKey(),
                                                                point.count())))
                .sorted(Comparator.comparingDouble(Row::second).thenComparingInt(Row::subtask))
                .forEach(row -> text.append(row.line()));
        return text.toString();
    }
}
