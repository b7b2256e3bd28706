package io.flinkvariance.report;

import io.flinkvariance.measure.RateText;
import io.flinkvariance.result.AtOnce;
import io.flinkvariance.result.RunResult;
import java.util.Locale;

/** Each subtask's rate, capacity and host. */
final class SubtasksSection {
    private SubtasksSection() {}

    static String of(RunResult result) {
        if (result.subtasks().isEmpty()) {
            return "<p>Nothing is known of the subtasks: the run was too short.</p>\n";
        }
        StringBuilder table =
                new StringBuilder(
                        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Subtasks\">"
                                + "<table class=\"subtasks\">\n"
                                + Html.head(
                                        "subtask", "host", "records/s", "ms/record", "capacity", "")
                                + "<tbody>\n");
        for (RunResult.Subtask subtask : result.subtasks()) {
            boolean isHotspot =
                    result.phase().hotspot() != null && result.phase().hotspot() == subtask.index();
            String id = "subtask-" + subtask.index();
            table.append(
                    Html.row(
                            Integer.toString(subtask.index())
                                    + (isHotspot ? " <strong class=\"hot\">hotspot</strong>" : ""),
                            Html.text(subtask.host()),
                            Html.figure(
                                    id + "-rate",
                                    subtask.perSecond(),
                                    RateText.pattern(subtask.perSecond())),
                            Html.number(subtask.meanServiceMillis(), "%.2f"),
                            subtask.capacity() == null
                                    ? Html.UNKNOWN
                                    : Html.figure(id + "-capacity", subtask.capacity(), "%.3f"),
                            bar(subtask.capacity(), isHotspot)));
        }
        String note = AtOnce.note(result.properties());
        return table.append("</tbody></table></div>\n")
                .append(note.isEmpty() ? "" : "<p>" + Html.text(note) + "</p>\n")
                .toString();
    }

    private static String bar(Double capacity, boolean isHotspot) {
        return capacity == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "<span class=\"bar %s\" style=\"width:%.1f%%\"></span>",
                        isHotspot ? "hotspot" : "capacity",
                        100 * Math.max(0, Math.min(1, capacity)));
    }
}
