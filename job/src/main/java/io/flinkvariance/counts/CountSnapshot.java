package io.flinkvariance.counts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What some counters of one subtask stood at, at one moment of that process's clock. */
public final class CountSnapshot {
    private final long epochMillis;
    private final long[] counts;

    /** The counts are copied. */
    public CountSnapshot(long epochMillis, long... counts) {
        if (counts.length == 0) {
            throw new IllegalArgumentException("a snapshot needs at least one count");
        }
        this.epochMillis = epochMillis;
        this.counts = counts.clone();
    }

    /** When the counters were read, in milliseconds since 1970, by {@link SteadyClock}. */
    public long epochMillis() {
        return epochMillis;
    }

    /** How many counters there are. */
    public int size() {
        return counts.length;
    }

    /** The counter at that place. */
    public long count(int index) {
        return counts[index];
    }

    /** Oldest first, as {@code epochMillis:count[:count…]} joined by semicolons. */
    static String format(Iterable<CountSnapshot> snapshots) {
        StringBuilder text = new StringBuilder();
        for (CountSnapshot snapshot : snapshots) {
            if (text.length() > 0) {
                text.append(';');
            }
            text.append(snapshot);
        }
        return text.toString();
    }

    /**
     * Reads what {@link CountHistory#getValue()} wrote; an empty text is an empty history.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static List<CountSnapshot> parse(String text) {
        if (text.isEmpty()) {
            return Collections.emptyList();
        }
        List<CountSnapshot> snapshots = new ArrayList<>();
        for (String entry : text.split(";", -1)) {
            String[] fields = entry.split(":", -1);
            if (fields.length < 2) {
                throw new IllegalArgumentException("not a snapshot: '" + entry + "'");
            }
            try {
                long[] numbers = Arrays.stream(fields).mapToLong(Long::parseLong).toArray();
                snapshots.add(
                        new CountSnapshot(
                                numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length)));
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException("not a snapshot: '" + entry + "'", notANumber);
            }
        }
        return Collections.unmodifiableList(snapshots);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CountSnapshot
                && ((CountSnapshot) other).epochMillis == epochMillis
                && Arrays.equals(((CountSnapshot) other).counts, counts);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(epochMillis) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(epochMillis);
        for (long count : counts) {
            text.append(':').append(count);
        }
        return text.toString();
    }
}
