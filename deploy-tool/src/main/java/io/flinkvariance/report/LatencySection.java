package io.flinkvariance.report;

import io.flinkvariance.latency.Percentiles;
import io.flinkvariance.result.LatencyResult;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How long records took, of all subtasks and of each. */
final class LatencySection {
    private static final int COLUMNS = 5;

    /** Rows that a person still looks through, and a page that stays small. */
    private static final int MOST_SUBTASKS = 100;

    private LatencySection() {}

    /** Null where nothing is known of it. */
    static String of(LatencyResult latency) {
        if (latency == null) {
            return "<p>No latency: there was no steady state, or the run was made before they were"
                    + " measured.</p>\n";
        }
        if (latency.notMeasured() != null) {
            return "<p>Not measured: " + Html.text(latency.notMeasured()) + ".</p>\n";
        }
        StringBuilder table =
                new StringBuilder(
                        "<div class=\"scroll\" tabindex=\"0\" role=\"region\""
                                + " aria-label=\"Latency\"><table>\n"
                                + Html.head("ms", "p50", "p90", "p99", "p99.9", "max")
                                + "<tbody>\n");
        table.append(row("all, from emission", "latency-emission", latency.fromEmission()));
        if (latency.fromSchedule() != null) {
            table.append(row("all, from schedule", "latency-schedule", latency.fromSchedule()));
        }
        for (LatencyResult.OfSubtask subtask : slowest(latency.subtasks())) {
            String id = "subtask-" + subtask.index() + "-latency-";
            String name = "subtask " + subtask.index();
            table.append(row(name + ", from emission", id + "emission", subtask.fromEmission()));
            if (latency.fromSchedule() != null) {
                table.append(
                        row(name + ", from schedule", id + "schedule", subtask.fromSchedule()));
            }
        }
        return table.append("</tbody></table></div>\n<p>")
                .append(Html.text(latency.note()))
                .append(
                        latency.subtasks().size() > MOST_SUBTASKS
                                ? Html.format(
                                        " Of %d subtasks the %d are told whose p99 is highest.",
                                        latency.subtasks().size(), MOST_SUBTASKS)
                                : "")
                .append("</p>\n")
                .toString();
    }

    /** All of them, or those whose p99 is highest, in their order. */
    private static List<LatencyResult.OfSubtask> slowest(List<LatencyResult.OfSubtask> subtasks) {
        return subtasks.stream()
                .sorted(Comparator.comparingDouble(LatencySection::p99).reversed())
                .limit(MOST_SUBTASKS)
                .sorted(Comparator.comparingInt(LatencyResult.OfSubtask::index))
                .toList();
    }

    private static double p99(LatencyResult.OfSubtask subtask) {
        return subtask.fromEmission() == null ? 0 : subtask.fromEmission().p99();
    }

    private static String row(String name, String id, Percentiles figures) {
        if (figures == null) {
            String[] unknown = new String[COLUMNS];
            Arrays.fill(unknown, Html.UNKNOWN);
            return Html.row(name, unknown);
        }
        return Html.row(
                name,
                figure(id + "-p50", figures.p50()),
                figure(id + "-p90", figures.p90()),
                figure(id + "-p99", figures.p99()),
                figure(id + "-p999", figures.p999()),
                figure(id + "-max", figures.max()));
    }

    private static String figure(String id, double millis) {
        return Html.figure(id, millis, millis < 10 ? "%.2f" : "%.0f");
    }
}
