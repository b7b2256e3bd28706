package io.flinkvariance.series;

import io.flinkvariance.report.Html;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.RunFolder;
import java.nio.file.Path;

/** What the pages of all kinds of series say in the same way, as HTML. */
public final class SeriesSections {
    private SeriesSections() {}

    /** How many runs have a result. */
    public static String badge(Series<?> series) {
        long measured = series.outcomes().stream().filter(Outcome::isMeasured).count();
        return "<p class=\"badge %s\">%d of %d runs measured</p>\n"
                .formatted(
                        series.isComplete() ? "good" : "bad", measured, series.outcomes().size());
    }

    /** A name that leads to the page of the run, if one was made. */
    public static String link(Outcome outcome, String name) {
        return outcome.folder() == null
                ? Html.text(name)
                : "<a href=\"%s\">%s</a>"
                        .formatted(
                                Html.text(
                                        RunFolder.resultsBelow(Path.of(""))
                                                + "/"
                                                + outcome.folder()
                                                + "/"
                                                + ReportFile.NAME),
                                Html.text(name));
    }

    /** Why an outcome has no figures. */
    public static String whyNot(Outcome outcome) {
        return Html.text(outcome.failure() == null ? "not run yet" : outcome.failure());
    }

    /** What the runs were made with and on. */
    public static String environment(String kitVersion, OneFlink flink) {
        return "<section>\n<h2>Environment</h2>\n<table class=\"facts\">\n<tbody>\n"
                + Html.row("kit", Html.text(kitVersion))
                + Html.row("target", Html.text(flink.target()))
                + Html.row("Flink", Html.text(flink.flinkVersion()))
                + Html.row("Flink’s Java", Html.text(flink.javaVersion()))
                + Html.row("TaskManagers", Html.text(flink.taskManagers()))
                + Html.row("buffers", Html.text(flink.buffers()))
                + "</tbody></table>\n</section>\n";
    }
}
