package io.flinkvariance.measure;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.workload.RecordValues;
import io.flinkvariance.workload.Stalls;
import io.flinkvariance.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A scenario under round-robin as a queueing system: the channels take their buffers from one pool,
 * a buffer returns to it when its last record is processed, and the source waits for one.
 *
 * <p>Written for these tests, and with none of the tool's own arithmetic.
 */
final class SimulatedFlow {
    private static final double OVERSHOOT_MILLIS = 0.1;

    private final Scenario scenario;
    private final DoubleUnaryOperator slowness;
    private final RecordValues values;
    private final Stalls[] stalls;
    private final double[] idleFrom;
    private final long[] sent;
    private final PriorityQueue<Double> releases = new PriorityQueue<>();
    private final long[] emittedBySecond;
    private final long[][] processedBySecond;
    private final double phaseMillis;
    private int free = BufferSettings.SMALL.outputBuffers(4);

    private SimulatedFlow(String name, long seed, int seconds, DoubleUnaryOperator slowness) {
        scenario = Scenarios.of(name);
        this.slowness = slowness;
        Workload workload = Workload.of(scenario);
        int subtasks = scenario.parallelism();
        values = workload.values(seed);
        stalls =
                IntStream.range(0, subtasks)
                        .mapToObj(subtask -> workload.stalls(subtask, seed + subtask))
                        .toArray(Stalls[]::new);
        idleFrom = new double[subtasks];
        sent = new long[subtasks];
        emittedBySecond = new long[seconds];
        processedBySecond = new long[subtasks][seconds];
        phaseMillis = 1000 * (seed % 97) / 97.0;
    }

    /** The samples of so many seconds. */
    static SampleSeries of(String scenario, long seed, int seconds) {
        return of(scenario, seed, seconds, second -> 1);
    }

    /**
     * The same on a machine that changes.
     *
     * @param slowness by which service times are multiplied, by the second
     */
    static SampleSeries of(String scenario, long seed, int seconds, DoubleUnaryOperator slowness) {
        SimulatedFlow flow = new SimulatedFlow(scenario, seed, seconds, slowness);
        flow.run();
        return flow.samples();
    }

    private void run() {
        double now = 0;
        double end = 1000.0 * emittedBySecond.length;
        for (int record = 0; now < end; record++) {
            now = send(record, now);
            if (record % scenario.eventsPerInterval() == scenario.eventsPerInterval() - 1) {
                now += scenario.intervalMillis() + OVERSHOOT_MILLIS;
            }
        }
    }

    /** Sends a record as soon as it may be, and works out when it will have been processed. */
    private double send(int record, double earliest) {
        int channel = record % sent.length;
        double now = earliest;
        long firstByte = sent[channel] * BufferSettings.RECORD_BYTES;
        long lastByte = firstByte + BufferSettings.RECORD_BYTES - 1;
        boolean needsBuffer = firstByte == 0 || buffer(firstByte - 1) < buffer(lastByte);
        while (needsBuffer && (free == 0 || (!releases.isEmpty() && releases.peek() <= now))) {
            now = Math.max(now, releases.remove());
            free++;
        }
        if (needsBuffer) {
            free--;
        }
        double begin = Math.max(now, idleFrom[channel]);
        idleFrom[channel] =
                begin
                        + slowness.applyAsDouble(begin / 1000)
                                * (stalls[channel].serviceMillis(values.millis(record))
                                        + OVERSHOOT_MILLIS);
        if (buffer(lastByte + BufferSettings.RECORD_BYTES) > buffer(lastByte)) {
            releases.add(idleFrom[channel]);
        }
        sent[channel]++;
        count(emittedBySecond, now);
        count(processedBySecond[channel], idleFrom[channel]);
        return now;
    }

    private static long buffer(long lastByte) {
        return lastByte / BufferSettings.SMALL.segmentBytes();
    }

    private void count(long[] bySecond, double millis) {
        int second = (int) Math.ceil((millis - phaseMillis) / 1000);
        if (second < bySecond.length) {
            bySecond[Math.max(0, second)]++;
        }
    }

    private SampleSeries samples() {
        long[] emitted = emittedBySecond.clone();
        Arrays.parallelPrefix(emitted, Long::sum);
        for (long[] column : processedBySecond) {
            Arrays.parallelPrefix(column, Long::sum);
        }
        return new SampleSeries(
                IntStream.range(0, emitted.length)
                        .mapToObj(
                                second ->
                                        new Sample(
                                                second,
                                                emitted[second],
                                                Arrays.stream(processedBySecond)
                                                        .map(column -> column[second])
                                                        .toList(),
                                                List.of(),
                                                List.of()))
                        .toList());
    }
}
