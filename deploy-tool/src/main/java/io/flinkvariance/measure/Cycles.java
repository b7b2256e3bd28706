package io.flinkvariance.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * The moments at which a queue comes back down to one level: from each to the next is a cycle, and
 * over any number of whole cycles the queue has neither grown nor shrunk.
 *
 * @param seconds the moments, in order
 */
record Cycles(List<Double> seconds) {
    /** By so many records a queue moves that stands still: some are just being handed over. */
    static final double STILL_RECORDS = 2;

    /** The downward crossings of a level, interpolated between samples. */
    static Cycles of(Curve queue, double level) {
        List<Double> crossings = new ArrayList<>();
        double least = queue.value(0);
        double most = least;
        for (int index = 1; index < queue.size(); index++) {
            double before = queue.value(index - 1);
            double after = queue.value(index);
            least = Math.min(least, after);
            most = Math.max(most, after);
            if (before > level && after <= level) {
                double share = (before - level) / (before - after);
                double step = queue.second(index) - queue.second(index - 1);
                crossings.add(queue.second(index - 1) + share * step);
            }
        }
        return most - least > STILL_RECORDS ? new Cycles(crossings) : everySample(queue);
    }

    /** A queue that stands still is back at its level all the time. */
    private static Cycles everySample(Curve queue) {
        List<Double> seconds = new ArrayList<>();
        for (int index = 0; index < queue.size(); index++) {
            seconds.add(queue.second(index));
        }
        return new Cycles(seconds);
    }

    /** All but the first so many. */
    Cycles without(int first) {
        return new Cycles(seconds.subList(first, seconds.size()));
    }

    int count() {
        return Math.max(0, seconds.size() - 1);
    }

    double begin() {
        return seconds.get(0);
    }

    double end() {
        return seconds.get(seconds.size() - 1);
    }

    double lengthSeconds() {
        return seconds.isEmpty() ? 0 : end() - begin();
    }

    double longestSeconds() {
        double longest = 0;
        for (int index = 1; index < seconds.size(); index++) {
            longest = Math.max(longest, seconds.get(index) - seconds.get(index - 1));
        }
        return longest;
    }

    /**
     * The bounds of batches of whole cycles, each at least that long; what is left at the end joins
     * the last.
     */
    List<Double> batchBounds(double leastSeconds) {
        List<Double> bounds = new ArrayList<>(List.of(begin()));
        for (double second : seconds) {
            if (second - bounds.get(bounds.size() - 1) >= leastSeconds) {
                bounds.add(second);
            }
        }
        if (bounds.size() > 1) {
            bounds.set(bounds.size() - 1, end());
        }
        return bounds;
    }
}
