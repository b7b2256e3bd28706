package io.flinkvariance.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that a mistyped one most likely meant. */
public final class NearestName {
    private NearestName() {}

    /**
     * The known name with the fewest edits between them, if those are no more than half of it; of
     * several the first by the alphabet.
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        return known.stream()
                .min(
                        Comparator.<String>comparingInt(name -> distance(typed, name))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(typed, name) <= Math.max(2, name.length() / 2));
    }

    /** Levenshtein's edit distance; written out because the job's jar carries no library. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced =
                        previous[column - 1]
                                + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                int shifted = Math.min(previous[column], current[column - 1]) + 1;
                current[column] = Math.min(replaced, shifted);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
