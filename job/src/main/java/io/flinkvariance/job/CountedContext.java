package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Counts what a source hands over: a record once it has its place in a buffer. */
final class CountedContext<T> implements SourceFunction.SourceContext<T> {
    private final SourceFunction.SourceContext<T> context;
    private final SubtaskCounter emitted;

    CountedContext(SourceFunction.SourceContext<T> context, SubtaskCounter emitted) {
        this.context = context;
        this.emitted = emitted;
    }

    @Override
    public void collect(T element) {
        context.collect(element);
        emitted.increment();
    }

    @Override
    public void collectWithTimestamp(T element, long timestamp) {
        context.collectWithTimestamp(element, timestamp);
        emitted.increment();
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
