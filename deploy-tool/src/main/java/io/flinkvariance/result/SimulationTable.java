package io.flinkvariance.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What simulated runs came to, for people. */
public final class SimulationTable {
    private static final String UNKNOWN = "–";

    private SimulationTable() {}

    /** Lines that end in newlines. */
    public static String of(SimulationResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        result.scenario(),
                        "records/s",
                        "± 95 %",
                        "source waits, s",
                        "collapse, s",
                        "period, s",
                        "in flight",
                        "for, s",
                        "p99, s"));
        for (SimulationResult.Run run : result.runs()) {
            rows.add(row("seed " + run.seed(), run));
        }
        if (result.runs().size() > 1) {
            rows.add(row("mean", result.means()));
        }
        RunResult.Model model = result.model();
        rows.add(
                List.of(
                        "arithmetic",
                        text(model.expectedPerSecond(), "%.1f"),
                        "",
                        text(model.secondsUntilSourceBlocks(), "%.1f"),
                        text(model.secondsUntilBackpressure(), "%.1f"),
                        text(model.burstPeriodSeconds(), "%.1f"),
                        "",
                        "",
                        ""));
        return TextTable.of(rows)
                + String.format(
                        Locale.ROOT,
                        "%nSimulated: %d s, buffers %s, sleep overshoot %.3f ms.%n",
                        result.simulatedSeconds(),
                        result.buffers(),
                        model.sleepOvershootMillis())
                + tooFewBuffers(result)
                + queuesGone(result)
                + lag(result);
    }

    private static String tooFewBuffers(SimulationResult result) {
        boolean suffice =
                result.buffers()
                        .suffice(result.model().serviceMillis().size(), result.taskManagers() > 1);
        return suffice
                ? ""
                : String.format(
                        Locale.ROOT,
                        "With fewer than two buffers a channel subtasks are idle while the source"
                                + " waits for one: the arithmetic does not count that.%n");
    }

    private static String queuesGone(SimulationResult result) {
        Double seconds = result.means().secondsUntilQueuesGone();
        return seconds == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "The queues are gone %.0f s after the straggler's last change.%n",
                        seconds);
    }

    /**
     * Of a job that reads a topic: when its source is held back for good, and what it leaves there.
     */
    private static String lag(SimulationResult result) {
        String rate = result.properties().get("source.rate");
        if (rate == null) {
            return "";
        }
        SimulationResult.Run means = result.means();
        Double shows =
                means.secondsUntilCollapse() == null
                        ? means.secondsUntilSourceBlocks()
                        : means.secondsUntilCollapse();
        return shows == null || means.perSecond() == null
                ? "No lag shows in the simulation.\n"
                : String.format(
                        Locale.ROOT,
                        "Lag, simulated: shows after %.0f s, grows by %.0f records/s.%n",
                        shows,
                        Double.parseDouble(rate) - means.perSecond());
    }

    private static List<String> row(String name, SimulationResult.Run run) {
        return List.of(
                name,
                text(run.perSecond(), "%.1f"),
                text(run.ci95(), "%.1f"),
                text(run.secondsUntilSourceBlocks(), "%.1f"),
                text(run.secondsUntilCollapse(), "%.0f"),
                text(run.burstPeriodSeconds(), "%.1f"),
                text(run.recordsInFlight(), "%.0f"),
                text(run.secondsInFlight(), "%.1f"),
                text(run.p99SecondsInFlight(), "%.1f"));
    }

    private static String text(Double number, String format) {
        return number == null ? UNKNOWN : String.format(Locale.ROOT, format, number);
    }
}
