package io.flinkvariance.job;

/** Names and uids of the job's operators; whoever reads its metrics looks them up here. */
public final class Operators {
    /** Emits the records. */
    public static final String SOURCE = "source";

    /** Chained to the source when the partitioner counts what it sends where. */
    public static final String ROUTER = "router";

    /** Works on the records; the straggler is one of its subtasks. */
    public static final String WORK = "work";

    /** Chained to the work; checks that every record arrives once. */
    public static final String SINK = "sink";

    /** The gauge of {@link #SOURCE}, {@link #ROUTER} and {@link #WORK} with their counters. */
    public static final String HISTORY_METRIC = CountPublisher.HISTORY;

    /** The gauge of {@link #SOURCE} and {@link #WORK} with the times of their records. */
    public static final String STAMPS_METRIC = StampPublisher.STAMPS;

    private Operators() {}
}
