package io.flinkvariance.time;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people read them. */
public final class TimeText {
    private static final double SECONDS_END = 120;
    private static final double MINUTES_END = 2 * 3600;
    private static final double HOURS_END = 2 * 86_400;
    private static final double DAYS_END = 2 * 365 * 86_400.0;

    private TimeText() {}

    /** In the unit that leaves a small number, from seconds to years. */
    public static String of(double seconds) {
        if (seconds < SECONDS_END) {
            return format("%.1f s", seconds);
        }
        if (seconds < MINUTES_END) {
            Duration time = Duration.ofSeconds(Math.round(seconds));
            return format("%d:%02d min", time.toMinutes(), time.toSecondsPart());
        }
        if (seconds < HOURS_END) {
            return format("%.1f hours", seconds / 3600);
        }
        return seconds < DAYS_END
                ? format("%.1f days", seconds / 86_400)
                : format("%.0f years", seconds / (365 * 86_400.0));
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
