package io.flinkvariance.report;

import java.util.List;

/**
 * Rows of bars and marks on one scale: a picture of HTML and styles alone. Its figures belong into
 * a table beside it; a screen reader gets one sentence a row.
 */
public final class MarkChart {
    private final Scale scale;

    public MarkChart(Scale scale) {
        this.scale = scale;
    }

    /**
     * One row.
     *
     * @param detail what is small beside its name
     * @param told what a screen reader says in place of the marks
     * @param marks as HTML
     */
    public record Row(String name, String detail, String told, String marks) {}

    /** The styles of all such charts. */
    public static String styles() {
        return WebAssets.own("marks.css");
    }

    /** As HTML. */
    public String of(List<Row> rows) {
        StringBuilder lines = new StringBuilder();
        StringBuilder ticks = new StringBuilder();
        for (Scale.Tick tick : scale.ticks()) {
            lines.append(at("line", tick.value(), ""));
            ticks.append(at("tick", tick.value(), Html.text(tick.text())));
        }
        StringBuilder html = new StringBuilder("<ul class=\"rows\">\n");
        for (Row row : rows) {
            html.append(
                    "<li><span class=\"what\">%s <small>%s</small></span><div class=\"track\" role=\"img\" aria-label=\"%s\">%s%s</div></li>\n"
                            .formatted(
                                    Html.text(row.name()),
                                    Html.text(row.detail()),
                                    Html.text(row.told()),
                                    lines,
                                    row.marks()));
        }
        return html.append(
                        "<li class=\"scale\" aria-hidden=\"true\"><span></span><div class=\"track\">")
                .append(ticks)
                .append("</div></li>\n</ul>\n")
                .toString();
    }

    /** From one value to another; the kind is a class of the styles. */
    public String span(String kind, double from, double to) {
        return Html.format(
                "<span class=\"%s\" style=\"left:%s;width:%.2f%%\"></span>",
                kind, left(from), scale.percent(to) - scale.percent(from));
    }

    /** A mark at a value; none where that is not known. */
    public String sign(String kind, Double value) {
        return value == null ? "" : at("sign " + kind, value, "");
    }

    private String at(String classes, double value, String text) {
        return "<span class=\"%s\" style=\"left:%s\">%s</span>"
                .formatted(classes, left(value), text);
    }

    private String left(double value) {
        return Html.format("%.2f%%", scale.percent(value));
    }
}
