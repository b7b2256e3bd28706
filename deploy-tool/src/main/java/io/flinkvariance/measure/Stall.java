package io.flinkvariance.measure;

import java.util.Optional;

/**
 * A time in which a counter stood still, and which is no part of the rate's ordinary ups and downs.
 *
 * @param fromSecond the last moment at which it was seen to move
 * @param toSecond the first at which it had moved again, or the end
 */
record Stall(double fromSecond, double toSecond) {
    private static final double SHORTEST_SECONDS = 2;

    private static final double SO_MANY_TIMES = 5;

    /** Where a counter stands still again and again for about as long, that is how it works. */
    private static final double LONGER_THAN_ANY_OTHER = 2;

    /**
     * Whether a later window is long enough to be taken for what the run does. What stood still for
     * some time may do so again.
     */
    boolean isOutweighedBy(double windowSeconds) {
        return windowSeconds >= SO_MANY_TIMES * seconds();
    }

    double seconds() {
        return toSecond - fromSecond;
    }

    /** The longest between two seconds, if it is out of the ordinary. */
    static Optional<Stall> longest(Curve counter, double from, double to) {
        Stall longest = new Stall(from, from);
        double second = 0;
        double since = from;
        for (int row = Math.max(1, counter.rowAfter(from));
                row < counter.size() && counter.second(row) <= to;
                row++) {
            if (counter.value(row) > counter.value(row - 1)) {
                Stall stall = new Stall(since, counter.second(row - 1));
                since = counter.second(row);
                if (stall.seconds() > longest.seconds()) {
                    second = longest.seconds();
                    longest = stall;
                } else {
                    second = Math.max(second, stall.seconds());
                }
            }
        }
        if (to - since > longest.seconds()) {
            second = longest.seconds();
            longest = new Stall(since, to);
        }
        return longest.seconds() >= SHORTEST_SECONDS
                        && longest.seconds() > LONGER_THAN_ANY_OTHER * second
                ? Optional.of(longest)
                : Optional.empty();
    }
}
