package io.flinkvariance.remedies;

import io.flinkvariance.result.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of each remedy, for people. */
public final class RemediesTable {
    private static final String UNKNOWN = "–";

    private RemediesTable() {}

    /** Lines that end in newlines: the figures, and what each remedy does. */
    public static String of(Remedies remedies) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(remedies.scenario(), "records/s", "explained", "forecast", "times"));
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
                            times(trial)));
            effects.append(name).append(": ").append(effect(trial)).append('\n');
        }
        return TextTable.of(rows) + "\n" + effects;
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
        return trial.remedy().settings().isEmpty()
                ? "1"
                : format("%.2f ± %.2f", trial.times(), trial.timesCi95());
    }

    private static String number(Double perSecond) {
        return perSecond == null ? UNKNOWN : format("%.1f", perSecond);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
