package io.flinkvariance.remedies;

import io.flinkvariance.result.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What came of each remedy, for people. */
public final class RemediesTable {
    static final String OF_BEFORE = "*";
    static final String OF_BEFORE_MEANS =
            "most records of some subtask were emitted before the window, when queues may have been"
                    + " shorter";

    private static final String UNKNOWN = "–";

    private RemediesTable() {}

    /** Lines that end in newlines: the figures, and what each remedy does. */
    public static String of(Remedies remedies) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        remedies.scenario(),
                        "records/s",
                        "explained",
                        "forecast",
                        "times",
                        "p50, ms",
                        "p99, ms"));
        StringBuilder effects = new StringBuilder();
        for (Trial trial : remedies.trials()) {
            String name = trial.remedy().name();
            rows.add(
                    List.of(
                            name,
                            trial.outcome().isMeasured()
                                    ? format(
                                            "%.1f ± %.1f",
                                            trial.outcome().mean(), trial.outcome().ci95())
                                    : UNKNOWN,
                            number(trial.outcome().explained()),
                            number(trial.outcome().forecast()),
                            times(trial),
                            millis(trial, TrialLatency::p50),
                            millis(trial, TrialLatency::p99)));
            effects.append(name).append(": ").append(effect(trial)).append('\n');
        }
        return TextTable.of(rows) + note(remedies) + "\n" + effects;
    }

    /** What is to be known of the figures. */
    private static String note(Remedies remedies) {
        return remedies.trials().stream().anyMatch(RemediesTable::isOfBefore)
                ? OF_BEFORE + ": " + OF_BEFORE_MEANS + ".\n"
                : "";
    }

    private static boolean isOfBefore(Trial trial) {
        return trial.latency() != null && trial.latency().ofBefore();
    }

    private static String millis(Trial trial, ToDoubleFunction<TrialLatency> figure) {
        if (trial.latency() == null) {
            return UNKNOWN;
        }
        double millis = figure.applyAsDouble(trial.latency());
        return format(TrialLatency.format(millis), millis) + (isOfBefore(trial) ? OF_BEFORE : "");
    }

    private static String effect(Trial trial) {
        String why = trial.outcome().failure();
        if (why == null) {
            return trial.remedy().effect() + ".";
        }
        return "not measured: " + why + (why.endsWith("?") ? "" : ".");
    }

    private static String times(Trial trial) {
        if (trial.times() == null) {
            return UNKNOWN;
        }
        return trial.isAsItIs() ? "1" : format("%.2f ± %.2f", trial.times(), trial.timesCi95());
    }

    private static String number(Double perSecond) {
        return perSecond == null ? UNKNOWN : format("%.1f", perSecond);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
