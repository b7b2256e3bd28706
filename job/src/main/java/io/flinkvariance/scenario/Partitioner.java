package io.flinkvariance.scenario;

import io.flinkvariance.routing.RouterKind;
import java.util.Optional;

/**
 * How the source spreads its records over the work's subtasks: the {@code stream.partitioner} key.
 */
public enum Partitioner {
    /** Flink's round-robin: every channel gets every n-th record, however long its queue is. */
    REBALANCE("rebalance"),
    /** Flink's round-robin within a group; of one source subtask's channels, the same as above. */
    RESCALE("rescale"),
    /** Flink's draw: every channel gets the same share in the long run, in no order. */
    SHUFFLE(RouterKind.SHUFFLE),
    /** Work-conserving: the channel with the fewest unread bytes gets the next record. */
    LEAST_BACKLOG(RouterKind.LEAST_BACKLOG),
    /**
     * Of a channel in turn, one drawn, and that of before, the one with the fewest unread bytes.
     */
    POWER_OF_TWO(RouterKind.POWER_OF_TWO),
    /** The channel in which the record will wait least, by what waits and how fast it is read. */
    LEAST_DELAY(RouterKind.LEAST_DELAY);

    private final String text;
    private final RouterKind router;

    Partitioner(String flinksOwn) {
        this.text = flinksOwn;
        this.router = null;
    }

    Partitioner(RouterKind router) {
        this.text = router.toString();
        this.router = router;
    }

    /** The router that takes the place of Flink's own partitioner; empty where that stays. */
    public Optional<RouterKind> router() {
        return Optional.ofNullable(router);
    }

    /**
     * Whether every channel is sent the same number of records at any time, so that its queue is
     * known without a counter.
     */
    public boolean sharesAreEqual() {
        return router == null;
    }

    /**
     * Whether what a channel is sent depends on its queue, so that no subtask waits while there is
     * work. Otherwise all keep the pace of the slowest in the long run.
     */
    public boolean isWorkConserving() {
        return router != null && router.looksAtBacklogs();
    }

    /** Whether it publishes how many records it sent to each channel, which Flink's own do not. */
    public boolean countsSent() {
        return router != null;
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
