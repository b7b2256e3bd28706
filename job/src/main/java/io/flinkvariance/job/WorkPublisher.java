package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.stamps.StampSampling;
import java.io.Closeable;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * What a subtask of the work tells: how many records it finished, the time that they took, in
 * nanoseconds, and when those were finished that are stamped.
 *
 * <p>Whatever it tells comes from one thread.
 */
final class WorkPublisher implements Closeable {
    private final StampSampling sampling;
    private final SubtaskCounter processed;
    private final SubtaskCounter workNanos;
    private final CountPublisher counts;
    private final StampPublisher stamps;

    private WorkPublisher(
            StampSampling sampling,
            SubtaskCounter processed,
            SubtaskCounter workNanos,
            CountPublisher counts,
            StampPublisher stamps) {
        this.sampling = sampling;
        this.processed = processed;
        this.workNanos = workNanos;
        this.counts = counts;
        this.stamps = stamps;
    }

    /**
     * Begins to publish, for a subtask that works on one record at a time.
     *
     * @param carried how many records were finished before the savepoint that it was restored from
     */
    static WorkPublisher open(RuntimeContext context, StampSampling sampling, long carried) {
        SubtaskCounter processed = new SubtaskCounter();
        SubtaskCounter workNanos = new SubtaskCounter();
        CountPublisher counts =
                CountPublisher.open(context, Totals.PROCESSED, carried, processed, workNanos);
        return new WorkPublisher(
                sampling, processed, workNanos, counts, StampPublisher.open(context));
    }

    /**
     * The same for a subtask with several records under way, with no total at the end.
     *
     * @param atOnce how many may be under way: the times are published over this number, by which a
     *     subtask is busy to the full when it has so many
     */
    static WorkPublisher openWithoutTotal(
            RuntimeContext context, StampSampling sampling, int atOnce) {
        SubtaskCounter processed = new SubtaskCounter();
        SubtaskCounter workNanos = new SubtaskCounter();
        CountPublisher counts =
                CountPublisher.openWithoutTotal(
                        context, () -> new long[] {processed.get(), workNanos.get() / atOnce});
        return new WorkPublisher(
                sampling, processed, workNanos, counts, StampPublisher.open(context));
    }

    /** Adds the time that a record took. */
    void took(long nanos) {
        workNanos.add(nanos);
    }

    /** Counts a record that is finished now, and stamps it if it is one of those. */
    void finished(int sequence) {
        processed.increment();
        if (sampling.takes(sequence)) {
            stamps.put(sequence, System.nanoTime(), 0);
        }
    }

    /** How many records it finished, without those that were carried. */
    long processed() {
        return processed.get();
    }

    /** A second call changes nothing. */
    @Override
    public void close() {
        counts.close();
        stamps.close();
    }
}
