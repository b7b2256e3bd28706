package io.flinkvariance.result;

import io.flinkvariance.measure.RateText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's result for people: what was measured beside what was to be expected. */
public final class ResultTable {
    private static final String UNKNOWN = "–";

    private ResultTable() {}

    /** Lines that end in newlines. */
    public static String of(RunResult result) {
        StringBuilder text = new StringBuilder();
        text.append(figures(result)).append('\n');
        if (!result.subtasks().isEmpty() && result.throughput() != null) {
            text.append(subtasks(result)).append('\n');
        }
        if (result.phase().latency() != null) {
            text.append(LatencyTable.of(result.phase().latency())).append('\n');
        }
        if (result.throughput() != null) {
            text.append(Explanation.of(result)).append('\n');
        }
        if (result.phase().afterLastChange() != null) {
            text.append(result.phase().afterLastChange().toText()).append('\n');
        }
        if (result.phase().lag() != null) {
            text.append(LagText.of(result.phase().lag())).append('\n');
        }
        if (result.phase().checkpoints() != null) {
            text.append(CheckpointText.of(result.phase().checkpoints())).append('\n');
        }
        if (result.delivery() != null) {
            text.append(DeliveryText.of(result.delivery())).append('\n');
        }
        if (result.rescaling() != null) {
            text.append(RescaleTable.of(result));
        }
        if (result.crossCheck() != null) {
            text.append(CrossCheckTable.of(result.crossCheck()));
        }
        return text.toString();
    }

    private static String figures(RunResult result) {
        RunResult.Throughput measured = result.throughput();
        RunResult.Model model = result.model();
        Double minimal = model.minimalPerSecond();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(result.scenario(), "records/s", "of minimal"));
        rows.add(
                List.of(
                        "measured, mean ± 95 %",
                        measured == null
                                ? UNKNOWN
                                : RateText.interval(measured.mean(), measured.ci95()),
                        measured == null
                                ? UNKNOWN
                                : percent(
                                        result.ofMinimal().measured() != null
                                                ? result.ofMinimal().measured()
                                                : share(measured.mean(), minimal))));
        rows.add(
                List.of(
                        "explained by subtasks' times",
                        measured == null || measured.explainedPerSecond() == null
                                ? UNKNOWN
                                : RateText.of(measured.explainedPerSecond()),
                        measured == null || measured.explainedPerSecond() == null
                                ? UNKNOWN
                                : percent(
                                        share(
                                                measured.explainedPerSecond(),
                                                minimalOfMeasured(result)))));
        rows.add(
                List.of(
                        "forecast, " + result.partitioner(),
                        forecast(result, model.expectedPerSecond()),
                        percent(share(model.expectedPerSecond(), minimal))));
        rows.add(
                List.of(
                        "ceiling, work-conserving",
                        forecast(result, model.workConservingPerSecond()),
                        percent(share(model.workConservingPerSecond(), minimal))));
        Load load = result.phase().load();
        rows.add(List.of("offered by the source", number(load.offeredPerSecond()), UNKNOWN));
        rows.add(List.of("accepted from the source", known(load.acceptedPerSecond()), UNKNOWN));
        rows.add(List.of("capacity, no subtask waiting", known(load.capacityPerSecond()), UNKNOWN));
        rows.add(
                List.of(
                        "published, Flink 1.8.1 (2019)",
                        UNKNOWN,
                        result.ofMinimal().publishedPercent() == null
                                ? UNKNOWN
                                : format("%.1f %%", result.ofMinimal().publishedPercent())));
        return TextTable.of(rows) + minimalNote(result);
    }

    /** What the measured throughput is a share of. */
    private static Double minimalOfMeasured(RunResult result) {
        return result.ofMinimal().measured() == null
                ? result.model().minimalPerSecond()
                : Double.valueOf(result.throughput().mean() / result.ofMinimal().measured());
    }

    private static String minimalNote(RunResult result) {
        if (result.throughput() == null) {
            return "";
        }
        return result.ofMinimal().relativeTo() == null
                ? format(
                        "of minimal: of the forecast without a straggler; run %s for a measured one.\n",
                        result.phase().lag() == null ? "minimal-variance" : "kafka-healthy")
                : "of minimal: measured against the run "
                        + result.ofMinimal().relativeTo()
                        + ", forecast and ceiling against their own.\n";
    }

    private static String subtasks(RunResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("subtask", "host", "records/s", "ms/record", "capacity", ""));
        for (RunResult.Subtask subtask : result.subtasks()) {
            boolean isHotspot =
                    result.phase().hotspot() != null && result.phase().hotspot() == subtask.index();
            rows.add(
                    List.of(
                            Integer.toString(subtask.index()),
                            subtask.host() == null ? UNKNOWN : subtask.host(),
                            number(subtask.perSecond()),
                            subtask.meanServiceMillis() == null
                                    ? UNKNOWN
                                    : format("%.2f", subtask.meanServiceMillis()),
                            percent(subtask.capacity()),
                            isHotspot ? "◄ hotspot" : ""));
        }
        String note = AtOnce.note(result.properties());
        return TextTable.of(rows) + (note.isEmpty() ? "" : note + "\n");
    }

    private static Double share(Double part, Double whole) {
        return part == null || whole == null ? null : Double.valueOf(part / whole);
    }

    private static String number(Double number) {
        return number == null ? "unbounded" : RateText.of(number);
    }

    private static String forecast(RunResult result, Double number) {
        return result.isOfPeriods() ? UNKNOWN : number(number);
    }

    private static String known(Double number) {
        return number == null ? UNKNOWN : number(number);
    }

    private static String percent(Double share) {
        return share == null ? UNKNOWN : format("%.1f %%", 100 * share);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
