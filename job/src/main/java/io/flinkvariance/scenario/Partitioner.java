package io.flinkvariance.scenario;

/**
 * How the source spreads its records over the work's subtasks: the {@code stream.partitioner} key.
 */
public enum Partitioner {
    /** Flink's round-robin: every channel gets every n-th record, however long its queue is. */
    REBALANCE("rebalance", true, false),
    /** Flink's round-robin within a group; of one source subtask's channels, the same as above. */
    RESCALE("rescale", true, false),
    /** Work-conserving: the channel with the fewest queued buffers gets the next record. */
    LEAST_BACKLOG("least-backlog", false, true),
    /** Of a channel in turn, one drawn, and that of before, the one with fewest queued buffers. */
    POWER_OF_TWO("power-of-two", false, true);

    private final String text;
    private final boolean sharesAreEqual;
    private final boolean countsSent;

    Partitioner(String text, boolean sharesAreEqual, boolean countsSent) {
        this.text = text;
        this.sharesAreEqual = sharesAreEqual;
        this.countsSent = countsSent;
    }

    /**
     * Whether every channel is sent the same number of records, whatever its queue: then all
     * subtasks keep the pace of the slowest. Otherwise none waits while there is work.
     */
    public boolean sharesAreEqual() {
        return sharesAreEqual;
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
