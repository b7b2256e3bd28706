package io.flinkvariance.scenario;

/**
 * How the source spreads its records over the work's subtasks: the {@code stream.partitioner} key.
 */
public enum Partitioner {
    /** Flink's round-robin: every channel gets every n-th record, however long its queue is. */
    REBALANCE("rebalance", Shares.EQUAL, false),
    /** Flink's round-robin within a group; of one source subtask's channels, the same as above. */
    RESCALE("rescale", Shares.EQUAL, false),
    /** Flink's draw: every channel gets the same share in the long run, in no order. */
    SHUFFLE("shuffle", Shares.EQUAL_ON_AVERAGE, true),
    /** Work-conserving: the channel with the fewest unread bytes gets the next record. */
    LEAST_BACKLOG("least-backlog", Shares.BY_QUEUE, true),
    /**
     * Of a channel in turn, one drawn, and that of before, the one with the fewest unread bytes.
     */
    POWER_OF_TWO("power-of-two", Shares.BY_QUEUE, true),
    /** The channel in which the record will wait least, by what waits and how fast it is read. */
    LEAST_DELAY("least-delay", Shares.BY_QUEUE, true);

    private enum Shares {
        EQUAL,
        EQUAL_ON_AVERAGE,
        BY_QUEUE
    }

    private final String text;
    private final Shares shares;
    private final boolean countsSent;

    Partitioner(String text, Shares shares, boolean countsSent) {
        this.text = text;
        this.shares = shares;
        this.countsSent = countsSent;
    }

    /**
     * Whether every channel is sent the same number of records at any time, so that its queue is
     * known without a counter.
     */
    public boolean sharesAreEqual() {
        return shares == Shares.EQUAL;
    }

    /**
     * Whether what a channel is sent depends on its queue, so that no subtask waits while there is
     * work. Otherwise all keep the pace of the slowest in the long run.
     */
    public boolean isWorkConserving() {
        return shares == Shares.BY_QUEUE;
    }

    /** Whether it publishes how many records it sent to each channel, which Flink's own do not. */
    public boolean countsSent() {
        return countsSent;
    }

    /** The partitioner of that name; throws {@link IllegalArgumentException} if there is none. */
    public static Partitioner of(String text) {
        for (Partitioner partitioner : values()) {
            if (partitioner.text.equals(text)) {
                return partitioner;
            }
        }
        throw new IllegalArgumentException(text);
    }

    /** The name as it stands in a scenario file. */
    @Override
    public String toString() {
        return text;
    }
}
