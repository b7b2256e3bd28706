package io.flinkvariance.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a rescale cost and brought, beside what was to be expected, for people. */
public final class RescaleTable {
    private static final String UNKNOWN = "–";

    /** What Flink itself takes for a savepoint is not forecast, only the wait behind records. */
    private static final String NO_QUEUE = "no queue";

    private RescaleTable() {}

    /** Lines that end in newlines; of a run that has a {@link Rescaling}. */
    public static String of(RunResult result) {
        Rescaling rescaling = result.rescaling();
        RunPhase before = result.phases().get(0);
        RunPhase after = result.phase();
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        format(
                                "rescaled, %d → %d",
                                rescaling.fromParallelism(), rescaling.toParallelism()),
                        "measured",
                        "forecast"));
        rows.add(throughput("before", before));
        rows.add(
                List.of(
                        "savepoint",
                        rescaling.savepointFailure() == null
                                ? format("%.1f s", rescaling.savepointSeconds())
                                : format("failed after %.1f s", rescaling.savepointSeconds()),
                        rescaling.forecastSavepointSeconds() == 0
                                ? NO_QUEUE
                                : format("at most %.1f s", rescaling.forecastSavepointSeconds())));
        if (rescaling.savepointFailure() == null) {
            rows.add(
                    List.of(
                            "downtime",
                            rescaling.downtimeSeconds() == null
                                    ? UNKNOWN
                                    : format("%.2f s", rescaling.downtimeSeconds()),
                            UNKNOWN));
            rows.add(
                    List.of(
                            "processed again",
                            rescaling.recordsProcessedAgain() == null
                                    ? UNKNOWN
                                    : format("%d records", rescaling.recordsProcessedAgain()),
                            rescaling.forecastSavepointSeconds() == 0
                                    ? NO_QUEUE
                                    : format(
                                            "at most %d",
                                            rescaling.forecastRecordsProcessedAgain())));
            rows.add(
                    List.of(
                            "while the new buffers fill",
                            start(rescaling.start()),
                            start(rescaling.forecastStart())));
        }
        rows.add(throughput("after", after));
        if (rescaling.lag() != null) {
            rows.addAll(LagRows.of(rescaling, before.lag(), after.lag()));
        }
        return TextTable.of(rows) + sentence(rescaling, before, after);
    }

    private static List<String> throughput(String when, RunPhase phase) {
        return List.of(
                format(
                        "%s, %d subtask%s",
                        when, phase.parallelism(), phase.parallelism() == 1 ? "" : "s"),
                phase.throughput() == null
                        ? UNKNOWN
                        : format(
                                "%.1f ± %.1f/s",
                                phase.throughput().mean(), phase.throughput().ci95()),
                forecast(phase) == null ? "unbounded" : format("%.1f/s", forecast(phase)));
    }

    /** A job that is behind does what its work can do, and not only what is written meanwhile. */
    private static Double forecast(RunPhase phase) {
        return phase.lag() == null
                        || phase.lag().recordsAtStart() == null
                        || phase.lag().forecastGrowthPerSecond() == null
                        || phase.load().offeredPerSecond() == null
                ? phase.model().expectedPerSecond()
                : Double.valueOf(
                        phase.load().offeredPerSecond() - phase.lag().forecastGrowthPerSecond());
    }

    private static String start(Rescaling.Start start) {
        return start == null
                ? UNKNOWN
                : start.perSecond() == null
                        ? format("unbounded for %.0f s", start.seconds())
                        : format("%.0f/s for %.0f s", start.perSecond(), start.seconds());
    }

    private static String sentence(Rescaling rescaling, RunPhase before, RunPhase after) {
        if (rescaling.savepointFailure() != null) {
            return format(
                    "The savepoint failed, and the first job was measured on: %s\n",
                    rescaling.savepointFailure());
        }
        String lag =
                before.lag() == null ? "" : format("Before: %s\n", LagText.course(before.lag()));
        if (before.throughput() == null || after.throughput() == null) {
            return lag;
        }
        String text =
                format(
                        "%d subtasks do %.2f times what %d did.",
                        rescaling.toParallelism(),
                        after.throughput().mean() / before.throughput().mean(),
                        rescaling.fromParallelism());
        if (rescaling.start() != null) {
            text +=
                    format(
                            " That the new job began with %.0f/s is no cure: it lasted until its"
                                    + " buffers were full.",
                            rescaling.start().perSecond());
        }
        return text + "\n" + lag;
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
