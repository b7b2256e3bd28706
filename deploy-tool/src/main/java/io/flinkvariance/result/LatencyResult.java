package io.flinkvariance.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.flinkvariance.latency.ClockComparison;
import io.flinkvariance.latency.Latency;
import io.flinkvariance.latency.Percentiles;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long records took from the source to the end of their work, in milliseconds, of those that
 * were done in the measured window.
 *
 * @param notMeasured why there are no figures; null if there are
 * @param oneIn of how many records one was timed; null without figures
 * @param clocks how well the clocks of the machines agree that the times are from; null of one
 *     machine, and without figures
 * @param records how many that were; null without figures
 * @param fromEmission from when the source handed them over; null without figures
 * @param fromSchedule from when it should have, had nothing held it up since the window began; null
 *     without figures, and of a source that has no schedule
 * @param subtasks of the work, in their order
 */
public record LatencyResult(
        String notMeasured,
        Integer oneIn,
        Clocks clocks,
        Long records,
        Percentiles fromEmission,
        Percentiles fromSchedule,
        List<OfSubtask> subtasks) {
    /** Of a thousand subtasks a sentence names these. */
    private static final int MOST_NAMED = 8;

    public LatencyResult {
        subtasks = subtasks == null ? List.of() : List.copyOf(subtasks);
        if (notMeasured == null && (oneIn == null || records == null || fromEmission == null)) {
            throw new IllegalArgumentException("latencies without figures, and no reason why");
        }
    }

    /**
     * Of several machines.
     *
     * @param uncertaintyMillis by how much a time from one to another may be wrong, to either side
     * @param driftMillis by how much two of them went apart during the run, which is accounted for
     */
    public record Clocks(double uncertaintyMillis, double driftMillis) {
        private static final double MICROS_PER_MILLI = 1000;

        private static Clocks of(ClockComparison comparison) {
            return new Clocks(
                    comparison.uncertaintyMicros() / MICROS_PER_MILLI,
                    comparison.driftMicros() / MICROS_PER_MILLI);
        }
    }

    /**
     * The same of one subtask; no figures where it did none of the records.
     *
     * @param emittedBefore how many of the records were emitted before the window began
     */
    public record OfSubtask(
            int index,
            long records,
            long emittedBefore,
            Percentiles fromEmission,
            Percentiles fromSchedule) {
        /** Whether most records came through a queue of before the steady state. */
        private boolean isOfBefore() {
            return 2 * emittedBefore > records;
        }
    }

    static LatencyResult of(Latency latency) {
        if (latency instanceof Latency.NotMeasured not) {
            return new LatencyResult(not.reason(), null, null, null, null, null, List.of());
        }
        Latency.Measured measured = (Latency.Measured) latency;
        return new LatencyResult(
                null,
                measured.oneIn(),
                measured.clocks().map(Clocks::of).orElse(null),
                measured.all().records(),
                measured.all().fromEmission().orElse(null),
                measured.all().fromSchedule().orElse(null),
                IntStream.range(0, measured.subtasks().size())
                        .mapToObj(index -> ofSubtask(index, measured.subtasks().get(index)))
                        .toList());
    }

    private static OfSubtask ofSubtask(int index, Latency.Latencies latencies) {
        return new OfSubtask(
                index,
                latencies.records(),
                latencies.emittedBefore(),
                latencies.fromEmission().orElse(null),
                latencies.fromSchedule().orElse(null));
    }

    /** In sentences, what the figures are of. */
    public String note() {
        String which =
                oneIn == 1
                        ? "all %d records".formatted(records)
                        : "%d records, one in %d,".formatted(records, oneIn);
        return "Of %s done in the window, from the source to the end of their work.%s%s%s"
                .formatted(
                        which,
                        fromSchedule == null
                                ? " The source never sleeps, so nobody can say when it should have"
                                        + " sent a record."
                                : " From schedule: from when the source should have sent a record,"
                                        + " had nothing held it up since the window began.",
                        ofBefore(),
                        clocks == null
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        " Between machines a time is right to ± %.2f ms, half of"
                                                + " the shortest ways there and back by which their"
                                                + " clocks were compared; the %.2f ms by which these"
                                                + " went apart are taken out.",
                                        clocks.uncertaintyMillis(),
                                        clocks.driftMillis()));
    }

    /** Whether most records of some subtask came through a queue of before the steady state. */
    @JsonIgnore
    public boolean isOfBefore() {
        return subtasks.stream().anyMatch(OfSubtask::isOfBefore);
    }

    private String ofBefore() {
        List<OfSubtask> those = subtasks.stream().filter(OfSubtask::isOfBefore).toList();
        String indexes =
                those.stream()
                        .limit(MOST_NAMED)
                        .map(subtask -> Integer.toString(subtask.index()))
                        .collect(Collectors.joining(", "));
        return indexes.isEmpty()
                ? ""
                : (" Most records of subtask %s%s were emitted before the window, when queues may"
                                + " have been shorter: a longer --duration shows what its latency"
                                + " comes to.")
                        .formatted(
                                indexes,
                                those.size() > MOST_NAMED
                                        ? " and %d more".formatted(those.size() - MOST_NAMED)
                                        : "");
    }
}
