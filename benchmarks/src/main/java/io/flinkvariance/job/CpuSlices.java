package io.flinkvariance.job;

import io.flinkvariance.benchmark.SampleMedian;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The CPU time of a task's thread in turns of so many records, counting or not as the draw has it.
 *
 * <p>Turns are so short that whatever else the machine does meets both kinds alike, and most turns
 * not at all; of each kind the median counts. All tasks' turns are kept in one place, as the tasks
 * run in this JVM.
 */
final class CpuSlices {
    /** A millisecond or two. */
    static final int RECORDS = 25_000;

    /** Whose turns are compared. */
    enum Side {
        SOURCE,
        WORK
    }

    private static final Map<Side, List<Double>> COUNTING = new EnumMap<>(Side.class);
    private static final Map<Side, List<Double>> BARE = new EnumMap<>(Side.class);

    private final Side side;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Random random = new Random();
    private boolean isCounting;
    private long beganNanos;

    CpuSlices(Side side) {
        this.side = side;
    }

    /** Begins a turn of this thread. */
    void begin() {
        isCounting = random.nextBoolean();
        beganNanos = threads.getCurrentThreadCpuTime();
    }

    /** Whether the turn is one with counters. */
    boolean isCounting() {
        return isCounting;
    }

    /** Ends the turn. */
    void end() {
        double nanos = (threads.getCurrentThreadCpuTime() - beganNanos) / (double) RECORDS;
        synchronized (CpuSlices.class) {
            (isCounting ? COUNTING : BARE)
                    .computeIfAbsent(side, none -> new ArrayList<>())
                    .add(nanos);
        }
    }

    /** Forgets all turns that there were. */
    static synchronized void forget() {
        COUNTING.clear();
        BARE.clear();
    }

    /** The median CPU time of a record in turns without counters, in nanoseconds. */
    static synchronized double bareNanos(Side side) {
        return median(BARE.get(side));
    }

    /** The same with counters. */
    static synchronized double countingNanos(Side side) {
        return median(COUNTING.get(side));
    }

    private static double median(List<Double> nanos) {
        return new SampleMedian(nanos.stream().mapToDouble(Double::doubleValue).toArray()).median();
    }
}
