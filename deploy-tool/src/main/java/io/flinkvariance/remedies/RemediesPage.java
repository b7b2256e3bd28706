package io.flinkvariance.remedies;

import io.flinkvariance.report.Html;
import io.flinkvariance.report.MarkChart;
import io.flinkvariance.report.PageHead;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.report.Template;
import io.flinkvariance.report.WebAssets;
import io.flinkvariance.series.Outcome;
import io.flinkvariance.series.SeriesSections;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The page of remedies: what each does to throughput and latency. */
public final class RemediesPage {
    private RemediesPage() {}

    /** Makes it, of remedies that need not all be measured. */
    static String of(Remedies remedies) {
        Map<String, String> parts = new LinkedHashMap<>();
        String scenario = Html.text(remedies.scenario());
        parts.put(
                "head",
                PageHead.withoutScript(
                        "Remedies for " + scenario, MarkChart.styles() + own("remedies.css")));
        parts.put("scenario", scenario);
        parts.put("target", Html.text(remedies.flink().target()));
        parts.put("startedAt", Html.text(remedies.startedAt()));
        parts.put("started", Html.text(Html.time(remedies.startedAt())));
        parts.put("badge", SeriesSections.badge(remedies));
        parts.put("verdict", verdict(remedies.trials()));
        parts.put("throughputChart", RemediesCharts.throughput(remedies.trials()));
        parts.put("throughputTable", throughput(remedies.trials()));
        parts.put("latencyChart", RemediesCharts.latency(remedies.trials()));
        parts.put("latencyTable", latency(remedies.trials()));
        parts.put("ofBefore", RemediesTable.OF_BEFORE + " " + RemediesTable.OF_BEFORE_MEANS);
        parts.put("effects", effects(remedies.trials()));
        parts.put("compared", compared(remedies));
        parts.put(
                "environment", SeriesSections.environment(remedies.kitVersion(), remedies.flink()));
        return Template.filled(own("remedies.html"), parts);
    }

    /**
     * Writes it beside the remedies' file.
     *
     * @return where it is
     */
    public static Path write(Path folder, Remedies remedies) {
        return ReportFile.write(folder.resolve(ReportFile.NAME), of(remedies));
    }

    private static String own(String name) {
        return WebAssets.of(RemediesPage.class, name);
    }

    /** The remedy that brings most, and what it does to latency. */
    private static String verdict(List<Trial> trials) {
        Trial asItIs = trials.get(0);
        if (asItIs.times() == null) {
            return "<p class=\"verdict\">The scenario as it is has no result yet that the others"
                    + " could be compared with.</p>\n";
        }
        if (trials.stream().allMatch(trial -> trial.isAsItIs() || trial.times() == null)) {
            return "<p class=\"verdict\">Nothing is measured yet beside the scenario as it is.</p>\n";
        }
        Optional<Trial> most =
                trials.stream()
                        .filter(
                                trial ->
                                        trial.times() != null
                                                && trial.times() - trial.timesCi95() > 1)
                        .max(Comparator.comparing(Trial::times));
        return most.map(
                        cure ->
                                Html.format(
                                        "<p class=\"verdict\"><strong>%.2f ± %.2f times</strong>"
                                                + " the throughput of the scenario as it is:"
                                                + " %s.%s</p>\n",
                                        cure.times(),
                                        cure.timesCi95(),
                                        Html.text(cure.remedy().name()),
                                        latencyOf(cure, asItIs)))
                .orElse(
                        "<p class=\"verdict\">As far as these runs tell, none does more than the"
                                + " scenario as it is.</p>\n");
    }

    private static String latencyOf(Trial cure, Trial asItIs) {
        return cure.latency() == null || asItIs.latency() == null
                ? ""
                : " Of 100 records 99 take up to %s, and %s as it is.%s"
                        .formatted(
                                TrialLatency.text(cure.latency().p99()),
                                TrialLatency.text(asItIs.latency().p99()),
                                mayBeMore(cure, asItIs));
    }

    /** What the star in the table means, for those that are told of without it. */
    private static String mayBeMore(Trial cure, Trial asItIs) {
        boolean curesMay = cure.latency().ofBefore();
        boolean asItIsMay = asItIs.latency().ofBefore();
        if (!curesMay && !asItIsMay) {
            return "";
        }
        String whose =
                curesMay == asItIsMay
                        ? "of both"
                        : curesMay
                                ? "with " + Html.text(cure.remedy().name())
                                : "of the scenario as it is";
        return " A longer run may show more %s, where %s."
                .formatted(whose, RemediesTable.OF_BEFORE_MEANS);
    }

    private static String throughput(List<Trial> trials) {
        StringBuilder html =
                new StringBuilder(
                        Html.head(
                                "remedy",
                                "records/s",
                                "explained",
                                "forecast",
                                "ceiling",
                                "times"));
        html.append("<tbody>\n");
        for (Trial trial : trials) {
            Outcome outcome = trial.outcome();
            String name = trial.remedy().name();
            html.append(
                    Html.row(
                            SeriesSections.link(outcome, name),
                            Html.figure(id(name, "rate"), outcome.mean(), "%.1f")
                                    + Html.plusMinus(outcome.ci95(), "%.1f"),
                            Html.number(outcome.explained(), "%.1f"),
                            Html.number(outcome.forecast(), "%.1f"),
                            Html.number(outcome.ceiling(), "%.1f"),
                            Html.figure(
                                            id(name, "times"),
                                            trial.times(),
                                            trial.isAsItIs() ? "%.0f" : "%.2f")
                                    + Html.plusMinus(trial.timesCi95(), "%.2f")));
        }
        return html.append("</tbody>\n").toString();
    }

    private static String latency(List<Trial> trials) {
        StringBuilder html = new StringBuilder(Html.head("remedy", "p50, ms", "p99, ms"));
        html.append("<tbody>\n");
        for (Trial trial : trials) {
            html.append(
                    Html.row(
                            Html.text(trial.remedy().name()),
                            latency(trial, "p50", TrialLatency::p50),
                            latency(trial, "p99", TrialLatency::p99)));
        }
        return html.append("</tbody>\n").toString();
    }

    private static String latency(
            Trial trial, String percentile, ToDoubleFunction<TrialLatency> figure) {
        if (trial.latency() == null) {
            return Html.UNKNOWN;
        }
        double millis = figure.applyAsDouble(trial.latency());
        return Html.figure(
                        id(trial.remedy().name(), percentile), millis, TrialLatency.format(millis))
                + (trial.latency().ofBefore() ? RemediesTable.OF_BEFORE : "");
    }

    /** An id has no spaces. */
    private static String id(String remedy, String figure) {
        return remedy.replaceAll("\\s+", "-") + "-" + figure;
    }

    private static String effects(List<Trial> trials) {
        StringBuilder html = new StringBuilder(Html.head("remedy", "what it does, and what not"));
        html.append("<tbody>\n");
        for (Trial trial : trials) {
            html.append(
                    Html.row(
                            Html.text(trial.remedy().name()),
                            Html.text(trial.remedy().effect())
                                    + (trial.outcome().isMeasured()
                                            ? ""
                                            : ". <span class=\"failure\">Not measured: "
                                                    + SeriesSections.whyNot(trial.outcome())
                                                    + "</span>")));
        }
        return html.append("</tbody>\n").toString();
    }

    private static String compared(Remedies remedies) {
        return remedies.outcomes().stream().filter(Outcome::isMeasured).count() > 1
                ? "<p><a href=\"%s\">All runs over each other</a>, second by second.</p>\n"
                        .formatted(RemediesComparison.PAGE)
                : "";
    }
}
