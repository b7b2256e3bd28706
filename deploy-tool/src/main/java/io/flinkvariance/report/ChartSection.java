package io.flinkvariance.report;

import java.util.ArrayList;
import java.util.List;

/** Where a chart is drawn, and the table behind it. */
final class ChartSection {
    /** Rows that a person still looks through. */
    private static final int MOST_ROWS = 120;

    private ChartSection() {}

    /**
     * As HTML, with a caption that says how far apart its points are.
     *
     * @param name of the chart's data in the page
     * @param title what a screen reader says in place of the picture
     */
    static String of(String name, String title, Chart chart) {
        return of(name, title, chart, resolution(chart));
    }

    /** The same with another caption. */
    static String of(String name, String title, Chart chart, String caption) {
        if (chart.isEmpty()) {
            return "<p class=\"nothing\">Fewer than two samples make no curve.</p>\n";
        }
        return ("<figure class=\"chart\" data-chart=\"%s\" aria-label=\"%s\">"
                                + "<div class=\"plot\"></div><div class=\"zoom\"></div>"
                                + "<figcaption>%s</figcaption></figure>\n")
                        .formatted(name, Html.text(title), Html.text(caption))
                + table(title, chart);
    }

    private static String resolution(Chart chart) {
        return chart.step() <= 1.5
                ? "Each point is one second."
                : Html.format("Thinned out: each point is the mean of %.0f s.", chart.step());
    }

    private static String table(String title, Chart chart) {
        int step = (chart.seconds().size() + MOST_ROWS - 1) / MOST_ROWS;
        List<String> names = new ArrayList<>(List.of("second"));
        chart.series().forEach(series -> names.add(series.name()));
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < chart.seconds().size(); row += step) {
            int point = row;
            rows.append(
                    Html.row(
                            Html.number(chart.seconds().get(row), "%.0f"),
                            chart.series().stream()
                                    .map(series -> Html.number(series.values().get(point), "%.1f"))
                                    .toArray(String[]::new)));
        }
        return "<details><summary>The figures of this chart, in %s%s</summary>"
                        .formatted(
                                Html.text(chart.unit()),
                                step == 1 ? "" : ", every " + step + " points")
                + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s, as a table\"><table>\n"
                        .formatted(Html.text(title))
                + Html.head(names.toArray(String[]::new))
                + "<tbody>\n"
                + rows
                + "</tbody></table></div></details>\n";
    }
}
