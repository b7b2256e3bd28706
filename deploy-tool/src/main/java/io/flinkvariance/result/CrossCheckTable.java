package io.flinkvariance.result;

import io.flinkvariance.crosscheck.CrossCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A cross-check for people: the counters beside each other, and what is wrong with them. */
public final class CrossCheckTable {
    private static final String UNKNOWN = "–";

    private CrossCheckTable() {}

    /** Lines that end in newlines. */
    static String of(CrossCheck check) {
        StringBuilder text = new StringBuilder();
        if (check.throughput() != null) {
            text.append(rates(check)).append('\n');
        }
        if (check.records() != null && check.records().rest() != null) {
            text.append(
                    "Records in all: %d by the job's own counters, %d by Flink's over REST.%n"
                            .formatted(check.records().job(), check.records().rest()));
        }
        warnings(check).forEach(warning -> text.append(warning).append('\n'));
        return text.toString();
    }

    /** One line each. */
    public static List<String> warnings(CrossCheck check) {
        return check.warnings().stream().map(warning -> "Warning: " + warning).toList();
    }

    private static String rates(CrossCheck check) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("cross-check, records/s", "job's own", "InfluxDB", "difference"));
        rows.add(row("all subtasks", check.throughput()));
        for (int subtask = 0; subtask < check.subtasks().size(); subtask++) {
            rows.add(row("subtask " + subtask, check.subtasks().get(subtask)));
        }
        return TextTable.of(rows);
    }

    private static List<String> row(String who, CrossCheck.Rate rate) {
        return List.of(
                who,
                number(rate.jobPerSecond()),
                number(rate.influxDbPerSecond()),
                rate.difference() == null
                        ? UNKNOWN
                        : String.format(Locale.ROOT, "%+.1f %%", 100 * rate.difference()));
    }

    private static String number(Double number) {
        return number == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f", number);
    }
}
