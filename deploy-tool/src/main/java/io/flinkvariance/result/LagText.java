package io.flinkvariance.result;

import java.util.Locale;

/** Says in sentences how far a job came to be behind its topic. */
public final class LagText {
    private static final String UNKNOWN = "unknown";

    private LagText() {}

    /** Lines that end in newlines. */
    static String of(LagResult lag) {
        StringBuilder text = new StringBuilder();
        text.append(course(lag)).append('\n');
        text.append(
                format(
                        "At the end: lag %s (end offsets less what Flink read), unprocessed %s, committed"
                                + " lag %s (what Kafka's own tools show).%n",
                        records(lag.records()),
                        records(lag.unprocessedRecords()),
                        records(lag.committedRecords())));
        if (lag.unknownSeconds() > 0) {
            text.append(
                    format(
                            "For %d s of the run the lag is unknown: the broker did not say, or the machines' clocks disagree.%n",
                            lag.unknownSeconds()));
        }
        return text.toString();
    }

    /** How it began, and how it goes on. */
    static String course(LagResult lag) {
        if (lag.recordsAtStart() != null) {
            return behind(lag);
        }
        if (lag.showsAfterSeconds() == null) {
            return lag.forecastShowsAfterSeconds() == null
                    ? "No lag shows, and none was forecast: the source keeps up."
                    : format(
                            "No lag shows (forecast: after %.0f s, growing by %.0f records/s).",
                            lag.forecastShowsAfterSeconds(), lag.forecastGrowthPerSecond());
        }
        String forecast =
                lag.forecastShowsAfterSeconds() == null
                        ? "none"
                        : format("%.0f s", lag.forecastShowsAfterSeconds());
        String growth =
                lag.growthPerSecond() == null
                        ? "; it has not grown for long enough to say by how much"
                        : format(
                                ", %s (forecast %.0f)",
                                growth(lag.growthPerSecond()), lag.forecastGrowthPerSecond());
        return format(
                "The lag shows after %.0f s (forecast %s)%s.",
                lag.showsAfterSeconds(), forecast, growth);
    }

    private static String behind(LagResult lag) {
        String text = format("The lag is %d records at the start", lag.recordsAtStart());
        String gone =
                lag.forecastGoneAfterSeconds() == null
                        ? "never"
                        : format("after %.0f s", lag.forecastGoneAfterSeconds());
        if (lag.goneAfterSeconds() != null) {
            return format(
                    "%s and gone after %.0f s (forecast: %s).", text, lag.goneAfterSeconds(), gone);
        }
        if (lag.growthPerSecond() == null) {
            return format("%s, and gone %s by the forecast.", text, gone);
        }
        return lag.forecastGrowthPerSecond() == null
                ? format(
                        "%s and %s (forecast: gone %s).", text, growth(lag.growthPerSecond()), gone)
                : format(
                        "%s and %s (forecast: %s, gone %s).",
                        text,
                        growth(lag.growthPerSecond()),
                        growth(lag.forecastGrowthPerSecond()),
                        gone);
    }

    private static String growth(double perSecond) {
        return format(
                "%s by %.0f records/s", perSecond < 0 ? "shrinks" : "grows", Math.abs(perSecond));
    }

    private static String records(Long records) {
        return records == null ? UNKNOWN : Long.toString(records);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
