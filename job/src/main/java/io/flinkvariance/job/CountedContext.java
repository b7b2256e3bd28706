package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Counts what a source hands over, a record once it has its place in a buffer, and says when the
 * last one has.
 */
final class CountedContext<T> implements SourceFunction.SourceContext<T> {
    private final SourceFunction.SourceContext<T> context;
    private final SubtaskCounter emitted;
    private final long limit;
    private final Runnable atLimit;

    /**
     * Wraps a context.
     *
     * @param limit after how many records {@code atLimit} is called, within the call for the last
     */
    CountedContext(
            SourceFunction.SourceContext<T> context,
            SubtaskCounter emitted,
            long limit,
            Runnable atLimit) {
        this.context = context;
        this.emitted = emitted;
        this.limit = limit;
        this.atLimit = atLimit;
    }

    @Override
    public void collect(T element) {
        context.collect(element);
        count();
    }

    @Override
    public void collectWithTimestamp(T element, long timestamp) {
        context.collectWithTimestamp(element, timestamp);
        count();
    }

    private void count() {
        emitted.increment();
        if (emitted.get() == limit) {
            atLimit.run();
        }
    }

    @Override
    public void emitWatermark(Watermark mark) {
        context.emitWatermark(mark);
    }

    @Override
    public void markAsTemporarilyIdle() {
        context.markAsTemporarilyIdle();
    }

    @Override
    public Object getCheckpointLock() {
        return context.getCheckpointLock();
    }

    @Override
    public void close() {
        context.close();
    }
}
