package io.flinkvariance.routing;

/**
 * How many records may follow one another into a channel before the router looks at the backlogs
 * again.
 *
 * <p>Flat out a record costs some 60 nanoseconds in all, so a look for each of them would be felt;
 * at a few hundred a second each of them may be the one that a slow subtask must not get. A clock
 * for each record costs too much as well. So the clock is read with each look, and as long as looks
 * follow each other closely, runs grow: to a sixteenth of what has flowed by, and no further than
 * {@value #LONGEST_RUN} records. A pause ends that, and each record is looked at again.
 *
 * <p>So the first records of a burst are spread one by one, no channel gets more than a sixteenth
 * of a burst unseen, and what is left of a run when a flow comes to a halt is shorter than a buffer
 * of small records.
 */
final class LookPace {
    /** Makes a look of 50 ns cost less than one a record. */
    static final int LONGEST_RUN = 64;

    /** From 10,000 records a second down, each is looked at. */
    static final long PAUSE_NANOS = 100_000;

    private static final int SHARE_OF_FLOW = 16;

    private long lastLookNanos;
    private long flowed;
    private int run;

    /**
     * Takes note of a look.
     *
     * @param nanoTime when it was made, by a clock that only goes forward
     * @return how many records may go by it, at least one
     */
    int runAfterLookAt(long nanoTime) {
        flowed = nanoTime - lastLookNanos < PAUSE_NANOS ? flowed + run : 0;
        lastLookNanos = nanoTime;
        run = (int) Math.max(1, Math.min(LONGEST_RUN, flowed / SHARE_OF_FLOW));
        return run;
    }
}
