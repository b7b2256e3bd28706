package io.flinkvariance.report;

import io.flinkvariance.crosscheck.CrossCheck;

/** What other ways of counting say of the same run. */
final class CrossCheckSection {
    private CrossCheckSection() {}

    /** As HTML; a run without an InfluxDB has one sentence. */
    static String of(CrossCheck check) {
        if (check == null) {
            return "<p>Not made: no InfluxDB was configured for this run.</p>\n";
        }
        StringBuilder html = new StringBuilder();
        html.append("<p>")
                .append(
                        check.agrees()
                                ? "All ways of counting agree"
                                : "The ways of counting disagree, or one of them misses something")
                .append("; the database is <code>")
                .append(Html.text(check.influxDb()))
                .append("</code>.</p>\n");
        if (!check.warnings().isEmpty()) {
            html.append("<ul class=\"warnings\">\n");
            check.warnings()
                    .forEach(
                            warning ->
                                    html.append("<li>")
                                            .append(Html.text(warning))
                                            .append("</li>\n"));
            html.append("</ul>\n");
        }
        if (check.throughput() != null) {
            html.append(
                            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Cross-check\"><table>\n")
                    .append(Html.head("records/s", "job’s own", "InfluxDB", "difference"))
                    .append("<tbody>\n")
                    .append(row("all subtasks", check.throughput()));
            for (int subtask = 0; subtask < check.subtasks().size(); subtask++) {
                html.append(row("subtask " + subtask, check.subtasks().get(subtask)));
            }
            html.append("</tbody></table></div>\n");
        }
        if (check.records() != null) {
            html.append(
                    "<p>Records in all: %d by the job’s own counters, %s by Flink’s over REST.</p>\n"
                            .formatted(check.records().job(), Html.text(check.records().rest())));
        }
        return html.toString();
    }

    private static String row(String who, CrossCheck.Rate rate) {
        return Html.row(
                who,
                Html.number(rate.jobPerSecond(), "%.1f"),
                Html.number(rate.influxDbPerSecond(), "%.1f"),
                rate.difference() == null
                        ? Html.UNKNOWN
                        : Html.number(100 * rate.difference(), "%+.1f %%"));
    }
}
