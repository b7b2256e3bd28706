package io.flinkvariance.routing;

import java.util.function.LongSupplier;

/** Says for each record of an edge where it goes: looks when it is time to, and counts. */
final class ChannelSelection {
    private final ChannelChoice choice;
    private final Backlogs backlogs;
    private final SentCounts sent;
    private final LongSupplier nanoTime;
    private final LookPace pace = new LookPace();
    private int channel;
    private int left;

    ChannelSelection(
            RouterKind kind, Backlogs backlogs, SentCounts sent, LongSupplier nanoTime, long seed) {
        this.choice = kind.choice(sent, seed);
        this.backlogs = backlogs;
        this.sent = sent;
        this.nanoTime = nanoTime;
    }

    /** The channel of the next record. */
    int next() {
        if (left == 0) {
            left = pace.runAfterLookAt(nanoTime.getAsLong());
            channel = choice.choose(backlogs);
        }
        left--;
        sent.increment(channel);
        return channel;
    }
}
