package io.flinkvariance.smackdown;

import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.result.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A smackdown's standings for people, beside the published ones. */
public final class SmackdownTable {
    private static final String UNKNOWN = "–";

    private SmackdownTable() {}

    /**
     * Lines that end in newlines.
     *
     * @param published what others found, by engine and scenario
     */
    public static String of(Smackdown smackdown, PublishedFigures published) {
        List<String> engines = published.engines();
        List<List<String>> rows = new ArrayList<>();
        List<String> head =
                new ArrayList<>(
                        List.of(
                                "scenario",
                                "router",
                                "records/s",
                                "explained",
                                "of minimal",
                                "forecast",
                                "ceiling"));
        engines.forEach(engine -> head.add(engine + "*"));
        rows.add(head);
        for (Standing standing : inOrder(smackdown.standings())) {
            List<String> row =
                    new ArrayList<>(
                            List.of(
                                    standing.scenario(),
                                    standing.router(),
                                    interval(standing.mean(), standing.ci95(), 1, ""),
                                    standing.explained() == null
                                            ? UNKNOWN
                                            : format("%.1f", standing.explained()),
                                    interval(standing.share(), standing.shareCi95(), 100, " %"),
                                    percent(standing.forecastShare()),
                                    percent(standing.ceilingShare())));
            for (String engine : engines) {
                row.add(published.percent(engine, standing.scenario()).orElse(UNKNOWN));
            }
            rows.add(row);
        }
        return TextTable.of(rows)
                + "of minimal: of minimal-variance with rebalance as measured here; forecast and ceiling of its forecast.\n"
                + "* published, in % of each engine's own: "
                + published.source()
                + ".\n";
    }

    /** As the published comparison has them: the fastest first. */
    static List<Standing> inOrder(List<Standing> standings) {
        Function<Standing, Double> expected =
                standing -> standing.forecastShare() == null ? 0.0 : standing.forecastShare();
        return standings.stream()
                .sorted(
                        (one, other) -> {
                            int byScenario =
                                    Double.compare(
                                            slowest(standings, other, expected),
                                            slowest(standings, one, expected));
                            if (byScenario != 0) {
                                return byScenario;
                            }
                            int byName = one.scenario().compareTo(other.scenario());
                            return byName != 0
                                    ? byName
                                    : Double.compare(expected.apply(one), expected.apply(other));
                        })
                .toList();
    }

    private static double slowest(
            List<Standing> standings, Standing of, Function<Standing, Double> expected) {
        return standings.stream()
                .filter(standing -> standing.scenario().equals(of.scenario()))
                .mapToDouble(expected::apply)
                .min()
                .orElse(0);
    }

    private static String interval(Double mean, Double ci95, double times, String unit) {
        if (mean == null) {
            return UNKNOWN;
        }
        return ci95 == 0
                ? format("%.1f%s", times * mean, unit)
                : format("%.1f ± %.1f%s", times * mean, times * ci95, unit);
    }

    private static String percent(Double share) {
        return share == null ? UNKNOWN : format("%.1f %%", 100 * share);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
