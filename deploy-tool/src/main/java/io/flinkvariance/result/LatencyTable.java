package io.flinkvariance.result;

import io.flinkvariance.latency.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The latencies of a run, for people. */
final class LatencyTable {
    private static final String UNKNOWN = "–";

    private LatencyTable() {}

    /** Lines that end in newlines. */
    static String of(LatencyResult latency) {
        if (latency.notMeasured() != null) {
            return "Latency not measured: " + latency.notMeasured() + ".\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("latency, ms", "p50", "p90", "p99", "p99.9", "max"));
        rows.add(row("all, from emission", latency.fromEmission()));
        if (latency.fromSchedule() != null) {
            rows.add(row("all, from schedule", latency.fromSchedule()));
        }
        for (LatencyResult.OfSubtask subtask : latency.subtasks()) {
            rows.add(
                    row(
                            "subtask %d, from emission".formatted(subtask.index()),
                            subtask.fromEmission()));
        }
        return TextTable.of(rows) + latency.note() + "\n";
    }

    private static List<String> row(String name, Percentiles figures) {
        return figures == null
                ? List.of(name, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
                : List.of(
                        name,
                        millis(figures.p50()),
                        millis(figures.p90()),
                        millis(figures.p99()),
                        millis(figures.p999()),
                        millis(figures.max()));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.0f", millis);
    }
}
