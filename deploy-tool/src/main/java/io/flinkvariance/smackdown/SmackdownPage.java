package io.flinkvariance.smackdown;

import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.report.Html;
import io.flinkvariance.report.MarkChart;
import io.flinkvariance.report.PageHead;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.report.Template;
import io.flinkvariance.report.WebAssets;
import io.flinkvariance.series.SeriesSections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of a smackdown: one text of HTML that needs nothing else. */
public final class SmackdownPage {
    private SmackdownPage() {}

    /** Makes it, of a smackdown that need not be complete. */
    static String of(Smackdown smackdown, PublishedFigures published) {
        List<Standing> standings = SmackdownTable.inOrder(smackdown.standings());
        SmackdownChart chart = new SmackdownChart(published);
        Map<String, String> parts = new LinkedHashMap<>();
        String title = "Smackdown on " + Html.text(smackdown.flink().target());
        parts.put("head", PageHead.withoutScript(title, MarkChart.styles() + own("smackdown.css")));
        parts.put("startedAt", Html.text(smackdown.startedAt()));
        parts.put("started", Html.text(Html.time(smackdown.startedAt())));
        parts.put("target", Html.text(smackdown.flink().target()));
        parts.put("badge", SeriesSections.badge(smackdown));
        parts.put("verdict", verdict(standings));
        parts.put("legend", chart.legend());
        parts.put("chart", chart.of(standings));
        parts.put("table", table(standings, published));
        parts.put("source", Html.text(published.source()));
        parts.put("trials", trials(smackdown));
        parts.put(
                "environment",
                SeriesSections.environment(smackdown.kitVersion(), smackdown.flink()));
        return Template.filled(own("smackdown.html"), parts);
    }

    /**
     * Writes it beside the smackdown's file.
     *
     * @return where it is
     */
    public static Path write(Path folder, Smackdown smackdown, PublishedFigures published) {
        return ReportFile.write(folder.resolve(ReportFile.NAME), of(smackdown, published));
    }

    private static String own(String name) {
        return WebAssets.of(SmackdownPage.class, name);
    }

    /** What the straggler that costs most leaves, and what another router makes of it. */
    private static String verdict(List<Standing> standings) {
        List<Standing> known =
                standings.stream().filter(standing -> standing.share() != null).toList();
        Optional<Standing> worst = known.stream().min(Comparator.comparing(Standing::share));
        if (worst.isEmpty()) {
            return "<p class=\"verdict\">Nothing is measured yet that the others could be shares"
                    + " of.</p>\n";
        }
        Standing most = worst.get();
        String text =
                Html.format(
                        "<p class=\"verdict\"><strong>%.1f ± %.1f %%</strong> of the throughput"
                                + " without a straggler is what %s leaves with %s%s.",
                        100 * most.share(),
                        100 * most.shareCi95(),
                        Html.text(most.scenario()),
                        Html.text(most.router()),
                        expected(most));
        Optional<Standing> best =
                known.stream()
                        .filter(standing -> standing.scenario().equals(most.scenario()))
                        .filter(standing -> !standing.router().equals(most.router()))
                        .max(Comparator.comparing(Standing::share));
        return text
                + best.map(
                                other ->
                                        Html.format(
                                                " With %s it is %.1f ± %.1f %%.",
                                                Html.text(other.router()),
                                                100 * other.share(),
                                                100 * other.shareCi95()))
                        .orElse("")
                + "</p>\n";
    }

    private static String expected(Standing standing) {
        return standing.forecastShare() == null || standing.ceilingShare() == null
                ? ""
                : Html.format(
                        "; forecast: %.1f %%; if no subtask waited: %.1f %%",
                        100 * standing.forecastShare(), 100 * standing.ceilingShare());
    }

    private static String table(List<Standing> standings, PublishedFigures published) {
        List<String> columns =
                new ArrayList<>(
                        List.of(
                                "scenario",
                                "router",
                                "records/s",
                                "explained",
                                "of minimal",
                                "forecast",
                                "ceiling"));
        published.engines().forEach(engine -> columns.add(engine + "*"));
        StringBuilder html = new StringBuilder(Html.head(columns.toArray(String[]::new)));
        html.append("<tbody>\n");
        for (Standing standing : standings) {
            String id = standing.scenario() + "-" + standing.router();
            List<String> cells = new ArrayList<>();
            cells.add(Html.text(standing.router()));
            cells.add(
                    Html.figure(id + "-rate", standing.mean(), "%.1f")
                            + Html.plusMinus(standing.ci95(), "%.1f"));
            cells.add(Html.number(standing.explained(), "%.1f"));
            cells.add(
                    Html.figure(id + "-percent", percent(standing.share()), "%.1f")
                            + percentPlusMinus(standing.shareCi95()));
            cells.add(Html.number(percent(standing.forecastShare()), "%.1f %%"));
            cells.add(Html.number(percent(standing.ceilingShare()), "%.1f %%"));
            published
                    .engines()
                    .forEach(
                            engine ->
                                    cells.add(
                                            Html.text(
                                                    published
                                                            .percent(engine, standing.scenario())
                                                            .orElse(Html.UNKNOWN))));
            html.append(Html.row(Html.text(standing.scenario()), cells.toArray(String[]::new)));
        }
        return html.append("</tbody>\n").toString();
    }

    private static Double percent(Double share) {
        return share == null ? null : Double.valueOf(100 * share);
    }

    private static String percentPlusMinus(Double halfWidth) {
        return halfWidth == null || halfWidth == 0
                ? " %"
                : Html.plusMinus(100 * halfWidth, "%.1f %%");
    }

    private static String trials(Smackdown smackdown) {
        StringBuilder html =
                new StringBuilder(
                        Html.head("run", "router", "records/s", "explained", "seed") + "<tbody>\n");
        for (Trial trial : smackdown.trials()) {
            html.append(
                    Html.row(
                            SeriesSections.link(trial.outcome(), trial.scenario()),
                            Html.text(trial.router()),
                            trial.outcome().isMeasured()
                                    ? Html.number(trial.outcome().mean(), "%.1f")
                                            + Html.plusMinus(trial.outcome().ci95(), "%.1f")
                                    : SeriesSections.whyNot(trial.outcome()),
                            Html.number(trial.outcome().explained(), "%.1f"),
                            Integer.toString(trial.seed())));
        }
        return html.append("</tbody>\n").toString();
    }
}
