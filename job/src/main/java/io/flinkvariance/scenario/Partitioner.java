package io.flinkvariance.scenario;

/**
 * How the source spreads its records over the work's subtasks: the {@code stream.partitioner} key.
 */
public enum Partitioner {
    /** Flink's round-robin: every channel gets every n-th record, however long its queue is. */
    REBALANCE("rebalance"),
    /** Work-conserving: the channel with the fewest queued buffers gets the next record. */
    LEAST_BACKLOG("least-backlog");

    private final String text;

    Partitioner(String text) {
        this.text = text;
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
