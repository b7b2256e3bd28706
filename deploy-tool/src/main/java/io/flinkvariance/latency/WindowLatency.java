package io.flinkvariance.latency;

import io.flinkvariance.latency.Latency.Latencies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The latencies of the records that were done in a window, in a histogram a subtask.
 *
 * <p>From the schedule: a source that is held up sends later than it should, and who times from
 * what it sends leaves that wait out (coordinated omission; Tene, "How NOT to Measure Latency").
 * The schedule begins with the first record of the window; by how much the source was late before
 * belongs to the transient.
 */
final class WindowLatency {
    /** Of an HdrHistogram: each value is right to three decimal digits. */
    private static final int DIGITS = 3;

    /** Of the records, that may be without an emission. */
    private static final double MOST_LOST = 0.01;

    private final StampJoin join;
    private final Optional<ClockAlignment> alignment;
    private final int subtasks;
    private final int oneIn;
    private final boolean hasSchedule;

    WindowLatency(
            StampJoin join,
            Optional<ClockAlignment> alignment,
            int subtasks,
            int oneIn,
            boolean hasSchedule) {
        this.join = join;
        this.alignment = alignment;
        this.subtasks = subtasks;
        this.oneIn = oneIn;
        this.hasSchedule = hasSchedule;
    }

    /** Of a window, in microseconds since 1970; its end may be some records early. */
    Latency within(long fromEpochMicros, long toEpochMicros) {
        if (!join.isComplete()) {
            return new Latency.NotMeasured("a subtask never showed when its records passed");
        }
        if (!join.areComparable()) {
            return new Latency.NotMeasured(
                    "source and work are on several machines, each with a clock of its own");
        }
        if (join.hasGapWithin(fromEpochMicros, toEpochMicros)) {
            return new Latency.NotMeasured(
                    "the times of some of the window's seconds were lost, as nobody read them for"
                            + " too long");
        }
        LatencyLog log = join.log();
        List<Integer> rows = new ArrayList<>();
        long lost = 0;
        for (int row = 0; row < log.rows(); row++) {
            long done = log.doneEpochMicros(row);
            if (done >= fromEpochMicros && done < toEpochMicros) {
                if (log.isEmissionKnown(row)) {
                    rows.add(row);
                } else {
                    lost++;
                }
            }
        }
        if (rows.isEmpty() && lost == 0) {
            return new Latency.NotMeasured("none of the records that are timed was in the window");
        }
        if (lost > MOST_LOST * (rows.size() + lost)) {
            return new Latency.NotMeasured(
                    "of %d records in the window the time of emission of %d is not known"
                            .formatted(rows.size() + lost, lost));
        }
        return measured(log, rows, fromEpochMicros);
    }

    private Latency measured(LatencyLog log, List<Integer> rows, long fromEpochMicros) {
        List<Histogram> fromEmission = histograms();
        List<Histogram> fromSchedule = histograms();
        long[] before = new long[subtasks];
        int first = rows.get(0);
        for (int row : rows) {
            if (log.emittedEpochMicros(row) < log.emittedEpochMicros(first)) {
                first = row;
            }
        }
        for (int row : rows) {
            long latency = latencyMicros(log, row);
            long late = log.lateMicros(row) - log.lateMicros(first);
            if (log.emittedEpochMicros(row) < fromEpochMicros) {
                before[log.subtask(row)]++;
            }
            fromEmission.get(log.subtask(row)).recordValue(latency);
            fromSchedule.get(log.subtask(row)).recordValue(latency + late);
        }
        List<Latencies> each = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            each.add(
                    latencies(
                            before[subtask], fromEmission.get(subtask), fromSchedule.get(subtask)));
        }
        return new Latency.Measured(
                oneIn,
                alignment.map(clocks -> clocks.summary(join.clocks())),
                latencies(Arrays.stream(before).sum(), sum(fromEmission), sum(fromSchedule)),
                each);
    }

    private long latencyMicros(LatencyLog log, int row) {
        long latency = log.latencyMicros(row);
        return alignment
                .map(
                        clocks ->
                                clocks.corrected(
                                        latency,
                                        join.clockOfWork(log.subtask(row)),
                                        join.doneMicros(row)))
                .orElse(latency);
    }

    private List<Histogram> histograms() {
        return Stream.generate(() -> new Histogram(DIGITS)).limit(subtasks).toList();
    }

    private static Histogram sum(List<Histogram> histograms) {
        Histogram sum = new Histogram(DIGITS);
        histograms.forEach(sum::add);
        return sum;
    }

    private Latencies latencies(
            long emittedBefore, Histogram fromEmission, Histogram fromSchedule) {
        return new Latencies(
                fromEmission.getTotalCount(),
                emittedBefore,
                Percentiles.of(fromEmission),
                hasSchedule ? Percentiles.of(fromSchedule) : Optional.empty());
    }
}
