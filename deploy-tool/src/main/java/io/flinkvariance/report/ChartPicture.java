package io.flinkvariance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A chart as an SVG picture, for a document or a slide: its curves that are shown, on white, with
 * their names above. It has neither script nor font of its own, and is the same for the same chart.
 */
final class ChartPicture {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 330;
    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 30;
    private static final int TOP = 64;
    private static final int BOTTOM = HEIGHT - 46;

    /** Of the names above the curves: the line beside each, and what a letter takes. */
    private static final int KEY = 22;

    private static final int LETTER = 7;

    private static final String INK = "#1c1f23";
    private static final String SOFT = "#5b636d";
    private static final String GRID = "#e4e7eb";
    private static final Stroke OTHER = new Stroke("#5b636d", 1.5, "");

    /** As the page draws them in daylight. */
    private static final Map<String, Stroke> STROKES =
            Map.ofEntries(
                    Map.entry("main", new Stroke("#0067a5", 2.5, "")),
                    Map.entry("raw", new Stroke("#8fbbda", 1, "")),
                    Map.entry("forecast", new Stroke("#b34700", 1.5, "6 4")),
                    Map.entry("explained", new Stroke("#7a3e9d", 1.5, "6 4")),
                    Map.entry("ceiling", new Stroke("#00734d", 1.5, "2 3")),
                    Map.entry("emitted", new Stroke("#8a8f98", 1, "")),
                    Map.entry("channel0", new Stroke("#0067a5", 1.5, "")),
                    Map.entry("channel1", new Stroke("#b34700", 1.5, "")),
                    Map.entry("channel2", new Stroke("#00734d", 1.5, "")),
                    Map.entry("channel3", new Stroke("#7a3e9d", 1.5, "")),
                    Map.entry("channel4", new Stroke("#b8860b", 1.5, "")),
                    Map.entry("channel5", new Stroke("#3d8fb5", 1.5, "")),
                    Map.entry("channel6", new Stroke("#a0325a", 1.5, "")));

    private final String title;
    private final Chart chart;
    private final List<Chart.Series> shown;
    private final Scale across;
    private final Scale up;

    private record Stroke(String colour, double width, String dashes) {
        String attributes() {
            return Html.format("stroke=\"%s\" stroke-width=\"%s\"", colour, width)
                    + (dashes.isEmpty() ? "" : " stroke-dasharray=\"%s\"".formatted(dashes));
        }
    }

    private ChartPicture(String title, Chart chart) {
        this.title = title;
        this.chart = chart;
        this.shown = chart.series().stream().filter(Chart.Series::shown).toList();
        this.across = Scale.around(chart.seconds().get(chart.seconds().size() - 1));
        this.up =
                Scale.around(
                        shown.stream()
                                .flatMap(series -> series.values().stream())
                                .filter(Objects::nonNull)
                                .mapToDouble(value -> value)
                                .max()
                                .orElse(0));
    }

    /**
     * The picture of a chart that has a point.
     *
     * @param title above it, and what a screen reader says
     */
    static String of(String title, Chart chart) {
        return new ChartPicture(title, chart).svg();
    }

    private String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(
                ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                                + " height=\"%d\" role=\"img\" font-family=\"system-ui, sans-serif\""
                                + " font-size=\"12\">\n")
                        .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT));
        svg.append("<title>%s</title>\n".formatted(Html.text(title)));
        svg.append(
                "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n".formatted(WIDTH, HEIGHT));
        svg.append(
                "<text x=\"%d\" y=\"20\" font-size=\"15\" font-weight=\"600\" fill=\"%s\">%s</text>\n"
                        .formatted(LEFT, INK, Html.text(title)));
        svg.append(names());
        svg.append(grid());
        shown.forEach(series -> svg.append(curve(series)));
        return svg.append("</svg>\n").toString();
    }

    private String names() {
        StringBuilder names = new StringBuilder();
        int from = LEFT;
        for (Chart.Series series : shown) {
            names.append(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"40\" y2=\"40\" %s/>"
                            .formatted(from, from + KEY - 6, stroke(series).attributes()));
            names.append(text(from + KEY, 44, "start", series.name()));
            from += KEY + LETTER * series.name().length() + KEY / 2;
        }
        return names.toString();
    }

    private String grid() {
        StringBuilder grid = new StringBuilder();
        for (Scale.Tick tick : up.ticks()) {
            double y = y(tick.value());
            grid.append(
                    Html.format(
                            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                            LEFT, RIGHT, y, y, GRID));
            grid.append(text(LEFT - 8, y + 4, "end", tick.text()));
        }
        grid.append(text(LEFT - 8, TOP - 6, "end", chart.unit()));
        for (Scale.Tick tick : across.ticks()) {
            grid.append(text(x(tick.value()), BOTTOM + 18, "middle", tick.text()));
        }
        return grid.append(text(RIGHT, BOTTOM + 36, "end", "seconds")).toString();
    }

    private static String text(double x, double y, String anchor, String words) {
        return Html.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
                x, y, anchor, SOFT, Html.text(words));
    }

    /** A gap is what is not known. */
    private String curve(Chart.Series series) {
        StringBuilder curve = new StringBuilder();
        List<String> points = new ArrayList<>();
        for (int point = 0; point < chart.seconds().size(); point++) {
            Double value = series.values().get(point);
            if (value == null) {
                curve.append(line(series, points));
                points.clear();
            } else {
                points.add(Html.format("%.1f,%.1f", x(chart.seconds().get(point)), y(value)));
            }
        }
        return curve.append(line(series, points)).toString();
    }

    private static String line(Chart.Series series, List<String> points) {
        return points.size() < 2
                ? ""
                : "<polyline fill=\"none\" %s points=\"%s\"/>\n"
                        .formatted(stroke(series).attributes(), String.join(" ", points));
    }

    private static Stroke stroke(Chart.Series series) {
        return STROKES.getOrDefault(series.style(), OTHER);
    }

    private double x(double second) {
        return LEFT + (RIGHT - LEFT) * across.percent(second) / 100;
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * up.percent(value) / 100;
    }
}
