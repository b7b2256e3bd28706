package io.flinkvariance.smackdown;

import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.report.Html;
import io.flinkvariance.report.MarkChart;
import io.flinkvariance.report.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The scenarios on one scale, in per cent of the throughput without a straggler. */
final class SmackdownChart {
    private static final MarkChart CHART =
            new MarkChart(
                    // An interval may reach beyond all that there is.
                    Scale.upTo(
                            110,
                            List.of(
                                    new Scale.Tick(0, "0 %"),
                                    new Scale.Tick(50, "50 %"),
                                    new Scale.Tick(100, "100 %"))));

    private final PublishedFigures published;

    SmackdownChart(PublishedFigures published) {
        this.published = published;
    }

    String of(List<Standing> standings) {
        return CHART.of(standings.stream().map(this::row).toList());
    }

    private MarkChart.Row row(Standing standing) {
        StringBuilder marks = new StringBuilder();
        if (standing.share() != null) {
            double low = 100 * (standing.share() - standing.shareCi95());
            double high = 100 * (standing.share() + standing.shareCi95());
            marks.append(CHART.span("bar", 0, 100 * standing.share()));
            marks.append(CHART.span("ci", low, high));
        }
        marks.append(CHART.sign("forecast", percent(standing.forecastShare())));
        marks.append(CHART.sign("ceiling", percent(standing.ceilingShare())));
        boolean isAllByDefinition = standing.scenario().equals(Standing.MINIMAL);
        int engines = isAllByDefinition ? 0 : published.engines().size();
        for (int engine = 0; engine < engines; engine++) {
            String kind = "engine" + engine;
            published(published.engines().get(engine), standing.scenario())
                    .forEach(percent -> marks.append(CHART.sign(kind, percent)));
        }
        return new MarkChart.Row(
                standing.scenario(), standing.router(), told(standing), marks.toString());
    }

    private static Double percent(Double share) {
        return share == null ? null : Double.valueOf(100 * share);
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
