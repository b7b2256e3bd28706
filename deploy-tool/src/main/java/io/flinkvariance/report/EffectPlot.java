package io.flinkvariance.report;

import io.flinkvariance.result.Comparison;
import java.util.List;

/**
 * How many times the baseline's throughput each run did, with the interval: where that holds 1, the
 * runs do not differ. Its figures are in the table of the test.
 */
final class EffectPlot {
    private static final double EQUAL = 1;

    /** Of the width, on both sides of what there is to show. */
    private static final double MARGIN = 0.08;

    private static final int MOST_TICKS = 6;

    private final double low;
    private final double high;

    private EffectPlot(List<Comparison> comparisons) {
        double least =
                comparisons.stream()
                        .mapToDouble(comparison -> comparison.ratio() - comparison.ratioCi95())
                        .reduce(EQUAL, Math::min);
        double most =
                comparisons.stream()
                        .mapToDouble(comparison -> comparison.ratio() + comparison.ratioCi95())
                        .reduce(EQUAL, Math::max);
        double margin = Math.max(MARGIN * (most - least), 0.001);
        this.low = least - margin;
        this.high = most + margin;
    }

    static String of(List<Comparison> comparisons) {
        EffectPlot plot = new EffectPlot(comparisons);
        StringBuilder html = new StringBuilder("<ul class=\"effects\">\n");
        for (int run = 1; run <= comparisons.size(); run++) {
            html.append(plot.row(comparisons.get(run - 1), run));
        }
        return html.append("<li class=\"scale\" aria-hidden=\"true\"><span></span>")
                .append("<div class=\"track\">")
                .append(plot.ticks())
                .append("</div></li>\n</ul>\n")
                .toString();
    }

    private String row(Comparison comparison, int run) {
        String words = Html.format("%.3f ± %.3f times", comparison.ratio(), comparison.ratioCi95());
        double from = comparison.ratio() - comparison.ratioCi95();
        double to = comparison.ratio() + comparison.ratioCi95();
        return ("<li><span class=\"what\"><b>%s</b> <small>%s</small></span>"
                        + "<div class=\"track\" role=\"img\" aria-label=\"%s\">"
                        + "<span class=\"equal\" style=\"left:%s\"></span>"
                        + "<span class=\"ci\" style=\"left:%s;width:%s\"></span>"
                        + "<span class=\"mean channel%d\" style=\"left:%s\"></span></div></li>\n")
                .formatted(
                        CompareTables.letter(run),
                        words,
                        Html.text(comparison.run() + ": " + words + " " + comparison.baseline()),
                        left(EQUAL),
                        left(from),
                        percent(100 * (to - from) / (high - low)),
                        run % 8,
                        left(comparison.ratio()));
    }

    private String ticks() {
        double step = Math.pow(10, Math.floor(Math.log10(high - low)));
        double[] finer = {5, 2.5, 2};
        for (double divisor : finer) {
            if ((high - low) / (step / divisor) <= MOST_TICKS) {
                step /= divisor;
                break;
            }
        }
        int places = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9)) + 1;
        StringBuilder html = new StringBuilder();
        for (long tick = (long) Math.ceil(low / step); tick * step <= high; tick++) {
            html.append(
                    "<span class=\"tick\" style=\"left:%s\">%s</span>"
                            .formatted(
                                    left(tick * step),
                                    Html.format("%." + places + "f", tick * step)));
        }
        return html.toString();
    }

    private String left(double ratio) {
        return percent(100 * (ratio - low) / (high - low));
    }

    private static String percent(double share) {
        return Html.format("%.2f%%", share);
    }
}
