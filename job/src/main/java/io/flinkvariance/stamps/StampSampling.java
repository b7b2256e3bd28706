package io.flinkvariance.stamps;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.workload.Workload;
import java.io.Serializable;

/**
 * Which records are stamped: all where there are few, or else one in a power of two, which source
 * and work take by the same rule from a record's number and need not agree on.
 *
 * <p>The rule is multiplicative hashing by the golden ratio (Knuth, "The Art of Computer
 * Programming", volume 3, section 6.4): one multiplication, as evenly spread as can be, and in step
 * with no number of channels, as every n-th record would be.
 */
public final class StampSampling implements Serializable {
    private static final long serialVersionUID = 1L;

    /** As many travel within the metrics of a source, which hold at most 64 KiB. */
    static final int MOST_PER_SECOND = 1024;

    /** Flat out, at up to thirty million records a second. */
    private static final int FLAT_OUT_LOG2 = 15;

    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private final int log2;

    /** An unsigned bound, moved so that a signed comparison is right. */
    private final int movedBound;

    /** After so many records the hash is a little higher; after so many, a little lower. */
    private final int recordsToHigher;

    private final int recordsToLower;

    private StampSampling(int log2) {
        this.log2 = log2;
        this.movedBound = (-1 >>> log2) + Integer.MIN_VALUE;
        this.recordsToHigher = recordsTo(GOLDEN_RATIO);
        this.recordsToLower = recordsTo(-GOLDEN_RATIO);
    }

    private int recordsTo(int stepOfOne) {
        int records = 1;
        while (!isBelowBound(records * stepOfOne)) {
            records++;
        }
        return records;
    }

    /** One in {@code 2^log2}. */
    static StampSampling ofOneIn(int log2) {
        return new StampSampling(log2);
    }

    /** As many as travel: of what the source emits by itself or the work can do, the less. */
    public static StampSampling of(Scenario scenario) {
        double perSecond = Math.min(offeredPerSecond(scenario), capacityPerSecond(scenario));
        int log2 = 0;
        while (log2 < FLAT_OUT_LOG2 && perSecond > MOST_PER_SECOND * (double) (1 << log2)) {
            log2++;
        }
        return ofOneIn(log2);
    }

    /** With a straggler that changes, that of the phase in which most is done. */
    private static double capacityPerSecond(Scenario scenario) {
        if (scenario.stragglerChanges()) {
            return scenario.stragglerSchedule().phases().stream()
                    .mapToDouble(phase -> capacityPerSecond(scenario.lasting(phase)))
                    .max()
                    .getAsDouble();
        }
        Workload workload = Workload.of(scenario);
        double capacity = 0;
        for (int subtask = 0; subtask < scenario.parallelism(); subtask++) {
            // Whole milliseconds are slept, and none where none is asked for.
            capacity += 1000 / workload.meanMillis(subtask, 0);
        }
        return capacity;
    }

    private static double offeredPerSecond(Scenario scenario) {
        if (scenario.source() == SourceKind.KAFKA) {
            return scenario.sourceRatePerSecond();
        }
        return scenario.intervalMillis() == 0
                ? Double.POSITIVE_INFINITY
                : scenario.eventsPerInterval() * 1000.0 / scenario.intervalMillis();
    }

    /** Whether the record of that number is stamped. */
    public boolean takes(int ordinal) {
        return isBelowBound(ordinal * GOLDEN_RATIO);
    }

    private boolean isBelowBound(int hash) {
        return hash + Integer.MIN_VALUE <= movedBound;
    }

    /** The number of the first record that is stamped, from that one on. */
    public long firstFrom(long ordinal) {
        long first = ordinal;
        while (!takes((int) first)) {
            first++;
        }
        return first;
    }

    /**
     * The number of the record that is stamped next, after that one, which is. For who emits
     * records in their order, and has no need then to ask of each. Between two that are stamped are
     * only three distances, two and their sum (Sós, "On the distribution mod 1 of the sequence nα",
     * 1958).
     */
    public long after(long taken) {
        long nearer = taken + Math.min(recordsToHigher, recordsToLower);
        if (takes((int) nearer)) {
            return nearer;
        }
        long farther = taken + Math.max(recordsToHigher, recordsToLower);
        return takes((int) farther) ? farther : taken + recordsToHigher + recordsToLower;
    }

    /** One in how many is stamped; 1 if all are. */
    public int oneIn() {
        return 1 << log2;
    }
}
