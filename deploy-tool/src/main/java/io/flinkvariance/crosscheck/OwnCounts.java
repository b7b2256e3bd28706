package io.flinkvariance.crosscheck;

import io.flinkvariance.measure.SampleSeries;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What one subtask's own counter stood at, on the whole seconds of its clock. */
final class OwnCounts {
    private static final double SECOND_MILLIS = 1000;

    private final NavigableMap<Long, Long> byMillis = new TreeMap<>();

    OwnCounts(SampleSeries samples, long firstEpochSecond, int subtask) {
        for (int row = 0; row < samples.size(); row++) {
            byMillis.put(
                    Math.round((firstEpochSecond + samples.second(row)) * SECOND_MILLIS),
                    samples.processed(subtask, row));
        }
    }

    /**
     * The count at a moment between two whole seconds.
     *
     * @param likely as if the counter had advanced evenly
     * @param least it was no lower
     * @param most and no higher
     */
    record Count(double likely, long least, long most) {
        long open() {
            return most - least;
        }
    }

    /** The count at a moment; empty before the first sample and after the last. */
    Optional<Count> at(long epochMillis) {
        var before = byMillis.floorEntry(epochMillis);
        var after = byMillis.ceilingEntry(epochMillis);
        if (before == null || after == null) {
            return Optional.empty();
        }
        double share =
                after.getKey().equals(before.getKey())
                        ? 0
                        : (double) (epochMillis - before.getKey())
                                / (after.getKey() - before.getKey());
        return Optional.of(
                new Count(
                        before.getValue() + share * (after.getValue() - before.getValue()),
                        before.getValue(),
                        after.getValue()));
    }
}
