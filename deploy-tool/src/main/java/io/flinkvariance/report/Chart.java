package io.flinkvariance.report;

import io.flinkvariance.terminal.VisibleText;
import java.util.Arrays;
import java.util.List;

/**
 * Curves over the same seconds.
 *
 * @param unit of all values
 * @param step seconds from one point to the next, at most
 */
record Chart(String unit, double step, List<Double> seconds, List<Series> series) {
    Chart {
        seconds = List.copyOf(seconds);
        series = List.copyOf(series);
    }

    /**
     * One of them.
     *
     * @param style which colour and dash it has
     * @param shown whether it is drawn before anybody asks for it
     * @param values one a second of the chart; null where it is not known
     */
    record Series(String name, String style, boolean shown, List<Double> values) {
        /** A legend is no HTML: what would turn its letters around is made visible here. */
        Series {
            name = VisibleText.of(name);
        }

        /** The same value all the time. */
        static Series level(String name, String style, boolean shown, double value, int count) {
            Double[] values = new Double[count];
            Arrays.fill(values, value);
            return new Series(name, style, shown, Arrays.asList(values));
        }
    }

    boolean isEmpty() {
        return seconds.isEmpty();
    }
}
