package io.flinkvariance.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a rescale did to the lag, as rows of its table: measured, and forecast. */
final class LagRows {
    private static final String UNKNOWN = "–";

    private LagRows() {}

    static List<List<String>> of(Rescaling rescaling, LagResult before, LagResult after) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("lag before", records(rescaling.lag().recordsBefore()), UNKNOWN));
        if (rescaling.savepointFailure() == null) {
            Long more = rescaling.lag().forecastMoreRecords();
            rows.add(
                    List.of(
                            "lag after the downtime",
                            records(rescaling.lag().recordsAfter()),
                            more == null ? "no queue" : format("at most %d more", more)));
        }
        rows.add(growth("lag grows, before", before));
        rows.add(growth("lag grows, after", after));
        if (after != null && after.recordsAtStart() != null) {
            rows.add(
                    List.of(
                            "lag gone after",
                            seconds(after.goneAfterSeconds()),
                            after.forecastGoneAfterSeconds() == null
                                    ? "never"
                                    : seconds(after.forecastGoneAfterSeconds())));
        }
        return rows;
    }

    private static List<String> growth(String when, LagResult lag) {
        return List.of(
                when,
                perSecond(lag == null ? null : lag.growthPerSecond()),
                perSecond(lag == null ? null : lag.forecastGrowthPerSecond()));
    }

    private static String perSecond(Double records) {
        return records == null ? UNKNOWN : format("%.0f/s", records);
    }

    private static String records(Long records) {
        return records == null ? UNKNOWN : format("%d records", records);
    }

    private static String seconds(Double seconds) {
        return seconds == null ? UNKNOWN : format("%.0f s", seconds);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
