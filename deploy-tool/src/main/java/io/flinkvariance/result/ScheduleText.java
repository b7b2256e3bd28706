package io.flinkvariance.result;

import io.flinkvariance.measure.RateText;
import io.flinkvariance.model.ScheduleForecast;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.time.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What arithmetic expects of a straggler that changes, for people. */
final class ScheduleText {
    private ScheduleText() {}

    /** A row for each phase; lines that end in newlines. */
    static String phases(ScheduleForecast forecast) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        forecast.repeats()
                                ? format("from, of each %d s", forecast.periodSeconds())
                                : "from",
                        "straggler",
                        "limit if it lasted",
                        "ceiling, work-conserving"));
        for (ScheduleForecast.Phase phase : forecast.phases()) {
            ThroughputModel lasting = phase.lasting();
            rows.add(
                    List.of(
                            phase.fromSecond() + " s",
                            who(phase.stragglers()),
                            rate(lasting.expectedPerSecond()),
                            rate(lasting.workConservingPerSecond())));
        }
        return TextTable.of(rows);
    }

    /** Whoever straggles in a phase. */
    static String who(SortedSet<Integer> stragglers) {
        return stragglers.isEmpty()
                ? "none"
                : stragglers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** A sentence or two on how the throughput will go. */
    static String prediction(ScheduleForecast forecast, double expectedPerSecond) {
        return forecast.repeats()
                ? format(
                        "The straggler changes, and after %s all begins anew. What buffers carry over"
                                + " from phase to phase is beyond arithmetic: over whole periods the"
                                + " throughput will be from about %s/s, as if there were none, to"
                                + " %s/s, as if they had no end. deploy-tool simulate says where.",
                        TimeText.of((double) forecast.periodSeconds()),
                        rate(forecast.atLeastPerSecond()),
                        rate(forecast.atMostPerSecond()))
                : format(
                        "The straggler changes for the last time after %s: what is measured is the"
                                + " throughput from then on, once the queues are as that leaves them,"
                                + " about %s/s. How long they take for it deploy-tool simulate says.",
                        TimeText.of((double) forecast.lastChangeSecond()), rate(expectedPerSecond));
    }

    private static String rate(double perSecond) {
        return Double.isFinite(perSecond) ? RateText.of(perSecond) : "unbounded";
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
