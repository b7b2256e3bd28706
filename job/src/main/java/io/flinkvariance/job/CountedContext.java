package io.flinkvariance.job;

import java.util.function.Consumer;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Tells of what a source hands over, a record once it has its place in a buffer. */
final class CountedContext<T> implements SourceFunction.SourceContext<T> {
    private final SourceFunction.SourceContext<T> context;
    private final Consumer<T> handedOver;

    /**
     * Wraps a context.
     *
     * @param handedOver is told of each record, within the call for it
     */
    CountedContext(SourceFunction.SourceContext<T> context, Consumer<T> handedOver) {
        this.context = context;
        this.handedOver = handedOver;
    }

    @Override
    public void collect(T element) {
        context.collect(element);
        handedOver.accept(element);
    }

    @Override
    public void collectWithTimestamp(T element, long timestamp) {
        context.collectWithTimestamp(element, timestamp);
        handedOver.accept(element);
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
