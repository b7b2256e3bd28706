package io.flinkvariance.report;

import io.flinkvariance.measure.Lag;
import io.flinkvariance.measure.LagSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** How far a run was behind its topic over time. */
final class LagCharts {
    private LagCharts() {}

    /** Lag as it is, what the work has not finished, and what Kafka's own tools show. */
    static Chart of(LagSeries lag) {
        List<Lag> readings = lag.readings();
        int step =
                Math.max(
                        1,
                        (readings.size() + ThinnedSamples.MOST_POINTS - 1)
                                / ThinnedSamples.MOST_POINTS);
        List<Lag> drawn = new ArrayList<>();
        for (int reading = 0; reading < readings.size(); reading += step) {
            drawn.add(readings.get(reading));
        }
        return new Chart(
                "records",
                step,
                drawn.stream().map(Lag::second).toList(),
                List.of(
                        curve("lag", "channel1", drawn, Lag::records),
                        curve("unprocessed", "channel0", drawn, Lag::unprocessed),
                        curve("committed lag", "channel3", drawn, Lag::committed)));
    }

    /** A gap is what is not known. */
    private static Chart.Series curve(
            String name, String style, List<Lag> readings, Function<Lag, OptionalLong> records) {
        List<Double> values = new ArrayList<>();
        for (Lag reading : readings) {
            OptionalLong known = records.apply(reading);
            values.add(known.isPresent() ? Double.valueOf((double) known.getAsLong()) : null);
        }
        return new Chart.Series(name, style, true, values);
    }

    /** Its part of the page; nothing of a run that reads no topic. */
    static String section(Chart lag) {
        return lag.isEmpty()
                ? ""
                : "<section>\n<h2>Lag</h2>\n<p>Records in the topic that the source has not read; those that"
                        + " the work has not finished, in buffers or not; and those that the consumer has not"
                        + " committed, as Kafka’s own tools show them.</p>\n"
                        + ChartSection.of(
                                "lag",
                                "Lag over time",
                                lag,
                                lag.step() == 1
                                        ? "Each point is one second."
                                        : Html.format("One second of %.0f.", lag.step()))
                        + "</section>\n";
    }
}
