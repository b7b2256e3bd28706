package io.flinkvariance.report;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.result.ToolFacts;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where and with what a run was, and how to have it again. */
final class EnvironmentSection {
    private EnvironmentSection() {}

    static String of(StoredRun run) {
        RunResult result = run.result();
        BufferSettings buffers = result.cluster().buffers();
        StringBuilder html = new StringBuilder();
        html.append("<h3>To repeat it</h3>\n<pre tabindex=\"0\"><code id=\"repeat\">")
                .append(Html.text(RepeatCommand.of(run)))
                .append("</code></pre>\n");
        String condition = RepeatCommand.condition(result);
        if (!condition.isEmpty()) {
            html.append("<p>").append(Html.text(condition)).append("</p>\n");
        }
        html.append(
                        "<div class=\"columns\"><div><h3>Versions and machines</h3>\n<table>\n<tbody>\n")
                .append(
                        row(
                                "kit",
                                Stream.of(result.tool().version(), commit(result.tool()))
                                        .filter(Objects::nonNull)
                                        .collect(Collectors.joining(", "))))
                .append(row("Flink", result.cluster().flinkVersion()))
                .append(row("Flink’s Java", result.cluster().javaVersion()))
                .append(row("machine of the tool", result.tool().machine()))
                .append(row("target", result.cluster().target()))
                .append(row("TaskManagers", result.cluster().taskManagers()))
                .append(row("parallelism", result.phase().parallelism()))
                .append(row("router", result.partitioner()))
                .append(row("restarts during the run", result.phase().restarts()))
                .append(row("records emitted", result.phase().recordsEmitted()))
                .append(row("records processed", result.phase().recordsProcessed()))
                .append("</tbody></table></div>\n<div><h3>Buffers</h3>\n<table>\n<tbody>\n")
                .append(row("bytes of a buffer", buffers.segmentBytes()))
                .append(row("buffers of a channel’s own", buffers.perChannel()))
                .append(row("floating buffers of a gate", buffers.floating()))
                .append(row("records in a buffer", Math.round(buffers.recordsPerBuffer())))
                .append("</tbody></table></div></div>\n")
                .append(settings("The scenario, with its seed", result.properties()));
        if (!result.cluster().flinkConf().isEmpty()) {
            html.append(
                    settings(
                            "Keys of flink-conf.yaml that were set", result.cluster().flinkConf()));
        }
        return html.toString();
    }

    private static String commit(ToolFacts tool) {
        return tool.commit() == null ? null : "commit " + tool.commit();
    }

    private static String settings(String title, Map<String, String> values) {
        StringBuilder rows = new StringBuilder();
        new TreeMap<>(values).forEach((key, value) -> rows.append(row(key, value)));
        return "<details><summary>%s</summary><table>\n<tbody>\n%s</tbody></table></details>\n"
                .formatted(Html.text(title), rows);
    }

    private static String row(String name, Object value) {
        return Html.row(Html.text(name), Html.text(value));
    }
}
