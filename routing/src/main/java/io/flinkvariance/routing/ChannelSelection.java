package io.flinkvariance.routing;

import java.util.function.LongSupplier;

/**
 * Says for each record of an edge where it goes: looks when it is time to, and counts. Knows
 * nothing of Flink, so that a simulation can route as a job does; not for several threads.
 *
 * <p>Where records flow as fast as a look is worth {@value LookPace#LONGEST_RUN} of them, it looks
 * roughly: a record is then no work for anybody, and to read the positions that readers in other
 * threads write costs these as much as the looker. What a choice remembers of one unit does no harm
 * in the other: a shortlist is used up, or made anew.
 */
public final class ChannelSelection {
    private final ChannelChoice choice;
    private final Backlogs backlogs;
    private final Backlogs roughly;
    private final SentCounts sent;
    private final boolean looks;
    private final LongSupplier nanoTime;
    private final LookPace pace = new LookPace();
    private long lookNanos;
    private int channel;
    private int left;

    /**
     * Of one edge.
     *
     * @param channels how many there are to choose from, at least one
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param seed for routers that draw
     */
    public ChannelSelection(
            RouterKind kind, int channels, ChannelQueues queues, LongSupplier nanoTime, long seed) {
        this.sent = new SentCounts(channels);
        this.looks = kind.looksAtBacklogs();
        this.choice = kind.choice(channels, seed);
        this.backlogs = kind.weighed(queues, channels, () -> lookNanos);
        this.roughly = backlogs.roughly();
        this.nanoTime = nanoTime;
    }

    /** The channel of the next record. */
    public int next() {
        if (left == 0) {
            left = looks ? look() : 1;
            channel = choice.choose(left == LookPace.LONGEST_RUN ? roughly : backlogs);
        }
        left--;
        sent.increment(channel);
        return channel;
    }

    private int look() {
        lookNanos = nanoTime.getAsLong();
        return pace.runAfterLookAt(lookNanos);
    }

    /** What was sent so far. */
    public SentCounts sent() {
        return sent;
    }
}
