package io.flinkvariance.terminal;

import io.flinkvariance.run.RunProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line about a run. */
final class ProgressText {
    private static final int MOST_SUBTASKS = 16;

    private ProgressText() {}

    static String of(RunProgress progress) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(Locale.ROOT, "%-9s %s", progress.phase(), clock(progress.elapsed())));
        if (!progress.subtasksPerSecond().isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %.0f/s", progress.perSecond()));
            text.append(
                    progress.subtasksPerSecond().stream()
                            .limit(MOST_SUBTASKS)
                            .map(rate -> String.format(Locale.ROOT, "%.0f", rate))
                            .collect(
                                    Collectors.joining(
                                            " ",
                                            "  [",
                                            progress.subtasksPerSecond().size() > MOST_SUBTASKS
                                                    ? " …]"
                                                    : "]")));
        }
        progress.lag()
                .ifPresent(
                        lag ->
                                text.append(
                                        lag.records().isPresent()
                                                ? "  lag " + lag.records().getAsLong()
                                                : "  lag unknown"));
        progress.relativeHalfWidth()
                .ifPresent(
                        width ->
                                text.append(String.format(Locale.ROOT, "  ±%.1f %%", 100 * width)));
        progress.left()
                .ifPresent(left -> text.append("  about ").append(clock(left)).append(" left"));
        return text.toString();
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
