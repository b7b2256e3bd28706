package io.flinkvariance.measure;

import io.flinkvariance.counts.CountSnapshot;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** All that is known of one subtask's counters, put together from histories that overlap. */
final class CountTimeline {
    /**
     * A reading is taken every second. Where one is so much later than the one before, others were
     * left out between two histories, or the process stood still.
     */
    static final long HOLE_MILLIS = 2000;

    private final NavigableMap<Long, CountSnapshot> snapshots = new TreeMap<>();

    void add(List<CountSnapshot> history) {
        history.forEach(snapshot -> snapshots.put(snapshot.epochMillis(), snapshot));
    }

    /** Whether that moment lies between two readings that are too far apart. */
    boolean isInHole(long epochMillis) {
        Long before = snapshots.floorKey(epochMillis);
        Long after = snapshots.ceilingKey(epochMillis);
        return before != null && after != null && after - before > HOLE_MILLIS;
    }

    boolean isEmpty() {
        return snapshots.isEmpty();
    }

    long firstMillis() {
        return snapshots.firstKey();
    }

    long lastMillis() {
        return snapshots.lastKey();
    }

    /** A counter at the last reading, or 0 if it has none of that number. */
    long newest(int counter) {
        CountSnapshot last = snapshots.lastEntry().getValue();
        return counter < last.size() ? last.count(counter) : 0;
    }

    /** How many counters there are. */
    int counters() {
        return snapshots.firstEntry().getValue().size();
    }

    /**
     * A counter at a moment; empty where a reading beside it is missing, or says by a number below
     * zero that nobody knew.
     */
    OptionalLong known(long epochMillis, int counter) {
        Map.Entry<Long, CountSnapshot> before = snapshots.floorEntry(epochMillis);
        Map.Entry<Long, CountSnapshot> after = snapshots.ceilingEntry(epochMillis);
        return before == null
                        || after == null
                        || before.getValue().count(counter) < 0
                        || after.getValue().count(counter) < 0
                        || isInHole(epochMillis)
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(at(epochMillis, counter)));
    }

    /**
     * A counter at a moment between the first and the last reading. Readings fall on whole seconds,
     * give or take a millisecond; asked for a whole second, this takes that millisecond out.
     */
    double at(long epochMillis, int counter) {
        Map.Entry<Long, CountSnapshot> before = snapshots.floorEntry(epochMillis);
        Map.Entry<Long, CountSnapshot> after = snapshots.ceilingEntry(epochMillis);
        if (before == null) {
            return 0;
        }
        if (after == null) {
            throw new IllegalArgumentException("nothing is known at " + epochMillis + " yet");
        }
        double countBefore = before.getValue().count(counter);
        if (after.getKey().equals(before.getKey())) {
            return countBefore;
        }
        double share =
                (double) (epochMillis - before.getKey()) / (after.getKey() - before.getKey());
        return countBefore + share * (after.getValue().count(counter) - countBefore);
    }
}
