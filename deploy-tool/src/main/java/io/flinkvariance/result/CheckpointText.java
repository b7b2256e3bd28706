package io.flinkvariance.result;

import io.flinkvariance.job.SavepointLimits;
import io.flinkvariance.model.SavepointForecast;
import io.flinkvariance.time.TimeText;
import java.util.Locale;

/** Says in sentences how long checkpoints take, and took. */
public final class CheckpointText {
    private CheckpointText() {}

    /** What is expected of them before a run. */
    public static String prediction(SavepointForecast forecast) {
        double seconds = forecast.atMostSeconds();
        if (seconds == 0) {
            return "No buffer will be full, so a checkpoint's barrier waits for nothing.";
        }
        String text =
                format(
                        "A checkpoint will take %s at most: its barrier waits behind what is queued for"
                                + " the slowest subtask.",
                        TimeText.of(seconds));
        long timeout = SavepointLimits.TIMEOUT.toSeconds();
        return seconds > timeout ? text + format(" Flink gives one up after %d s.", timeout) : text;
    }

    /** What came of them, on one line. */
    public static String of(CheckpointResult checkpoints) {
        StringBuilder text = new StringBuilder();
        text.append(
                format(
                        "Checkpoints, one every %s s: %d completed",
                        plain(checkpoints.intervalSeconds()), checkpoints.completed()));
        if (checkpoints.meanSeconds() != null) {
            text.append(
                    format(
                            ", %s on average, %s the longest",
                            duration(checkpoints.meanSeconds()),
                            duration(checkpoints.longestSeconds())));
        }
        text.append(
                checkpoints.forecastLongestSeconds() == 0
                        ? " (forecast: no queue to wait for)"
                        : format(
                                " (forecast: %s at most)",
                                duration(checkpoints.forecastLongestSeconds())));
        if (checkpoints.mostAlignmentBytes() > 0) {
            text.append(
                    format(
                            ", alignment put aside up to %d kB",
                            (checkpoints.mostAlignmentBytes() + 1023) / 1024));
        }
        if (checkpoints.failed() > 0) {
            text.append(format("; %d failed", checkpoints.failed()));
            if (checkpoints.lastFailure() != null) {
                text.append(": ").append(checkpoints.lastFailure());
            }
        }
        if (checkpoints.underWaySeconds() != null) {
            text.append(
                    format(
                            "; one was under way for %s at the end",
                            duration(checkpoints.underWaySeconds())));
        }
        text.append('.');
        if (checkpoints.restored() > 0) {
            text.append(
                    checkpoints.restored() == 1
                            ? " The job was started over from one of them."
                            : format(
                                    " The job was started over from one of them %d times.",
                                    checkpoints.restored()));
        }
        return text.toString();
    }

    private static String plain(double seconds) {
        return seconds == Math.rint(seconds) ? format("%.0f", seconds) : Double.toString(seconds);
    }

    private static String duration(double seconds) {
        return format(seconds < 1 ? "%.2f s" : "%.1f s", seconds);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
