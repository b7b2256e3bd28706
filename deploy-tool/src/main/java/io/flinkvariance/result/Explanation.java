package io.flinkvariance.result;

import io.flinkvariance.measure.RateText;
import io.flinkvariance.scenario.Partitioner;
import java.util.Locale;
import java.util.Optional;

/** Says in a sentence or two what a run shows. */
public final class Explanation {
    /** A cure is worth a word when it gains this much. */
    private static final double WORTH_IT = 1.02;

    /** A machine that has become idle since its timers were looked at. */
    private static final double FASTER_THAN_FORECAST = 1.02;

    private Explanation() {}

    /** For a result with a steady state. */
    public static String of(RunResult result) {
        RunResult.Throughput throughput = result.throughput();
        if (result.isOfPeriods()) {
            return format(
                    "The straggler changes, and begins anew every %.0f s: the throughput is the mean"
                            + " over %d such periods, in which it is at one level and another.",
                    throughput.windowSeconds() / throughput.cycles(), throughput.cycles());
        }
        Double ceiling = result.model().workConservingPerSecond();
        Double offered = result.phase().load().offeredPerSecond();
        if (offered != null && throughput.mean() > FASTER_THAN_FORECAST * offered) {
            return format(
                    "The source is the limit: it emits %s records/s, where %s were forecast, and"
                            + " the work takes all of them.",
                    RateText.of(throughput.mean()), RateText.of(offered));
        }
        if (offered != null && throughput.mean() >= 0.98 * offered) {
            return format(
                    "The source is the limit: the work takes all of the %s records/s that it is"
                            + " offered.",
                    RateText.rounded(offered));
        }
        if (result.subtasks().size() == 1 && result.subtasks().get(0).meanServiceMillis() != null) {
            return format(
                    "There is one subtask, and at %s its work is the limit.",
                    pace(result, result.subtasks().get(0)));
        }
        if (result.phase().hotspot() != null
                && !Partitioner.of(result.partitioner()).isWorkConserving()) {
            return heldBack(result, ceiling) + tooFewBuffers(result);
        }
        Optional<SlowHost> slow = SlowHost.of(result.subtasks());
        if (slow.isPresent() && !Partitioner.of(result.partitioner()).isWorkConserving()) {
            return heldBack(result, slow.get()) + cure(result, ceiling) + tooFewBuffers(result);
        }
        if (ceiling != null && throughput.mean() >= 0.95 * ceiling) {
            return format(
                    "No subtask waits while there is work: together they do %.0f %% of what they"
                            + " can (%s records/s).",
                    100 * throughput.mean() / ceiling, RateText.rounded(ceiling));
        }
        return "No single subtask explains the throughput; compare the table's last column."
                + tooFewBuffers(result);
    }

    /** Why it may be some per cent less than any arithmetic says. */
    private static String tooFewBuffers(RunResult result) {
        ClusterFacts cluster = result.cluster();
        return cluster.buffers().suffice(result.subtasks().size(), cluster.taskManagers() > 1)
                ? ""
                : format(
                        " With fewer than two buffers a channel (%s) subtasks are idle while the"
                                + " source waits for one, which no limit counts.",
                        cluster.buffers());
    }

    private static String heldBack(RunResult result, Double ceiling) {
        RunResult.Subtask hotspot = result.subtasks().get(result.phase().hotspot());
        double idle =
                result.subtasks().stream()
                        .filter(
                                subtask ->
                                        subtask.index() != hotspot.index()
                                                && subtask.capacity() != null)
                        .mapToDouble(subtask -> 1 - Math.min(1, subtask.capacity()))
                        .average()
                        .orElse(0);
        String text =
                format(
                        "Subtask %d is the hotspot: at %s it works all the time and"
                                + " does %s records/s, and as %s gives every subtask the"
                                + " same share, the others keep its pace and are idle %.0f %% of"
                                + " the time%s.",
                        hotspot.index(),
                        pace(result, hotspot),
                        RateText.of(hotspot.perSecond()),
                        result.partitioner(),
                        100 * idle,
                        explained(result));
        return text + cure(result, ceiling);
    }

    private static String heldBack(RunResult result, SlowHost slow) {
        return format(
                "Subtasks %s, all that run on %s, work all the time, and the others wait: the host"
                        + " is slow, and as %s gives every subtask the same share, all keep its"
                        + " pace%s.",
                slow.names(), slow.host(), result.partitioner(), explained(result));
    }

    private static String cure(RunResult result, Double ceiling) {
        return ceiling == null || ceiling < WORTH_IT * result.throughput().mean()
                ? ""
                : format(
                        " A router that sends no more to a full channel could reach %s"
                                + " records/s: --set stream.partitioner=least-backlog.",
                        RateText.rounded(ceiling));
    }

    private static String pace(RunResult result, RunResult.Subtask subtask) {
        int atOnce = AtOnce.capacity(result.properties());
        return format("%.1f ms a record", subtask.meanServiceMillis())
                + (atOnce < 2 ? "" : format(" with %d under way at once", atOnce));
    }

    private static String explained(RunResult result) {
        Double explained = result.throughput().explainedPerSecond();
        Double forecast = result.model().expectedPerSecond();
        return explained == null || forecast == null
                ? ""
                : format(
                        ": %s records/s in all, where %s were forecast",
                        RateText.of(explained), RateText.of(forecast));
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
