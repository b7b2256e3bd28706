package io.flinkvariance.report;

import io.flinkvariance.measure.RateText;
import io.flinkvariance.result.Load;
import io.flinkvariance.result.RunResult;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** The figures beside each other: as bars, which are a table, too. */
final class FiguresSection {
    private final RunResult result;
    private final double scale;

    private FiguresSection(RunResult result, double scale) {
        this.result = result;
        this.scale = scale;
    }

    /** Forecast, explained, measured and ceiling. */
    static String comparison(RunResult result) {
        RunResult.Throughput measured = result.throughput();
        RunResult.Model model = result.model();
        Double mean = measured == null ? null : Double.valueOf(measured.mean());
        Double upper = measured == null ? null : Double.valueOf(mean + measured.ci95());
        Double explained = measured == null ? null : measured.explainedPerSecond();
        FiguresSection bars =
                new FiguresSection(
                        result,
                        greatest(
                                upper,
                                explained,
                                model.expectedPerSecond(),
                                model.workConservingPerSecond()));
        return "<table class=\"bars\"><caption class=\"sr\">Throughput, expected and measured</caption>\n"
                + Html.head("records/s", "", "", "of measured")
                + "<tbody>\n"
                + bars.row("measured", "measured", mean, mean)
                + bars.row("explained by the subtasks’ own times", "explained", explained, mean)
                + bars.row("forecast before the run", "forecast", model.expectedPerSecond(), mean)
                + bars.row(
                        "ceiling, if no subtask waited",
                        "ceiling",
                        model.workConservingPerSecond(),
                        mean)
                + "</tbody></table>\n";
    }

    /**
     * What the source offers, what the job took of it, what came out, and what the subtasks could
     * do with the service times that they had: four rates that one figure would mix up.
     */
    static String load(RunResult result) {
        RunResult.Throughput measured = result.throughput();
        Load load = result.phase().load();
        Double mean = measured == null ? null : Double.valueOf(measured.mean());
        FiguresSection bars =
                new FiguresSection(
                        result,
                        greatest(
                                load.offeredPerSecond(),
                                load.acceptedPerSecond(),
                                load.capacityPerSecond(),
                                mean));
        return "<table class=\"bars\"><caption class=\"sr\">Offered, accepted, processed, capacity</caption>\n"
                + Html.head("records/s", "", "", "of measured")
                + "<tbody>\n"
                + bars.row(
                        "offered: the source’s rate when nothing holds it back",
                        "offered",
                        load.offeredPerSecond(),
                        mean)
                + bars.row(
                        "accepted: emitted in the window",
                        "accepted",
                        load.acceptedPerSecond(),
                        mean)
                + bars.row("processed in the window", "processed", mean, mean)
                + bars.row(
                        "capacity: all subtasks busy all the time",
                        "capacity",
                        load.capacityPerSecond(),
                        mean)
                + "</tbody></table>\n";
    }

    private static double greatest(Double... values) {
        return Arrays.stream(values)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    private String row(String name, String id, Double value, Double mean) {
        String format = RateText.pattern(value == null ? 0 : value);
        String interval =
                id.equals("measured") && value != null
                        ? " <span class=\"pm\">± "
                                + Html.figure("measured-ci95", result.throughput().ci95(), format)
                                + "</span>"
                        : "";
        return Html.row(
                name,
                bar(id, value),
                Html.figure(id, value, format) + interval,
                value == null || mean == null || mean <= 0
                        ? Html.UNKNOWN
                        : Html.number(100 * value / mean, "%.0f %%"));
    }

    private String bar(String style, Double value) {
        if (value == null || scale <= 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "<span class=\"bar %s\" style=\"width:%.2f%%\"></span>",
                style,
                100 * value / scale);
    }
}
