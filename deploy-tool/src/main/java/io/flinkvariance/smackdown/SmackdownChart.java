package io.flinkvariance.smackdown;

import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.report.Html;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The scenarios on one scale, in per cent of the throughput without a straggler. */
final class SmackdownChart {
    /** As far as the scale goes: an interval may reach beyond all that there is. */
    private static final double MOST_PERCENT = 110;

    private final PublishedFigures published;

    SmackdownChart(PublishedFigures published) {
        this.published = published;
    }

    /** Its figures are in the page's table; a screen reader gets one sentence a row. */
    String of(List<Standing> standings) {
        StringBuilder html = new StringBuilder("<ul class=\"smack\">\n");
        standings.forEach(standing -> html.append(row(standing)));
        return html.append(
                        "<li class=\"scale\" aria-hidden=\"true\"><span></span><div class=\"track\">")
                .append(tick(0))
                .append(tick(50))
                .append(tick(100))
                .append("</div></li>\n</ul>\n")
                .toString();
    }

    private static String tick(int percent) {
        return "<span class=\"tick\" style=\"left:%s\">%d %%</span>"
                .formatted(left(percent), percent);
    }

    private String row(Standing standing) {
        StringBuilder marks = new StringBuilder();
        if (standing.share() != null) {
            double low = 100 * (standing.share() - standing.shareCi95());
            double high = 100 * (standing.share() + standing.shareCi95());
            marks.append(span("bar", 0, 100 * standing.share()));
            marks.append(span("ci", low, high));
        }
        marks.append(mark("forecast", standing.forecastShare()));
        marks.append(mark("ceiling", standing.ceilingShare()));
        boolean isAllByDefinition = standing.scenario().equals(Standing.MINIMAL);
        int engines = isAllByDefinition ? 0 : published.engines().size();
        for (int engine = 0; engine < engines; engine++) {
            String kind = "engine" + engine;
            published(published.engines().get(engine), standing.scenario())
                    .forEach(percent -> marks.append(at(kind, percent)));
        }
        return "<li><span class=\"what\">%s <small>%s</small></span><div class=\"track\" role=\"img\" aria-label=\"%s\">%s</div></li>\n"
                .formatted(
                        Html.text(standing.scenario()),
                        Html.text(standing.router()),
                        Html.text(told(standing)),
                        marks);
    }

    private static String told(Standing standing) {
        return standing.share() == null
                ? standing.scenario() + ": not measured"
                : Html.format(
                        "%s with %s: %.1f ± %.1f %% of the throughput without a straggler",
                        standing.scenario(),
                        standing.router(),
                        100 * standing.share(),
                        100 * standing.shareCi95());
    }

    /** The marks and what they mean. */
    String legend() {
        StringBuilder html =
                new StringBuilder(
                        "<ul class=\"marks\"><li><i class=\"key measured\"></i>measured, with its 95 % interval</li><li><i class=\"sign forecast\"></i>forecast</li><li><i class=\"sign ceiling\"></i>ceiling, if no subtask waited</li>");
        for (int engine = 0; engine < published.engines().size(); engine++) {
            html.append(
                    "<li><i class=\"sign engine%d\"></i>%s, published</li>"
                            .formatted(engine, Html.text(published.engines().get(engine))));
        }
        return html.append("</ul>\n").toString();
    }

    private static String span(String kind, double from, double to) {
        return Html.format(
                "<span class=\"%s\" style=\"left:%s;width:%.2f%%\"></span>",
                kind, left(from), width(to) - width(from));
    }

    private static String mark(String kind, Double share) {
        return share == null ? "" : at(kind, 100 * share);
    }

    private static String at(String kind, double percent) {
        return "<span class=\"sign %s\" style=\"left:%s\"></span>".formatted(kind, left(percent));
    }

    private static String left(double percent) {
        return Html.format("%.2f%%", width(percent));
    }

    private static double width(double percent) {
        return 100 * Math.max(0, Math.min(MOST_PERCENT, percent)) / MOST_PERCENT;
    }

    /** One figure for each mode of the engine; of a range its middle. */
    private List<Double> published(String engine, String scenario) {
        return published.percent(engine, scenario).stream()
                .flatMap(text -> Stream.of(text.split("/")))
                .flatMap(mode -> middle(mode).stream().boxed())
                .toList();
    }

    private static OptionalDouble middle(String mode) {
        return Arrays.stream(mode.split("–"))
                .map(String::strip)
                .filter(number -> number.matches("[0-9]+(\\.[0-9]+)?"))
                .mapToDouble(Double::parseDouble)
                .average();
    }
}
