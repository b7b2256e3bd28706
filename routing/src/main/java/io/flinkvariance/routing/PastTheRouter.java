package io.flinkvariance.routing;

import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** What Flink's own chain of operators does for one that passes on all it gets, in one step. */
final class PastTheRouter<T> implements Output<StreamRecord<T>> {
    private final Output<StreamRecord<T>> behind;
    private final Counter in;
    private final Counter out;

    PastTheRouter(Output<StreamRecord<T>> behind, Counter in, Counter out) {
        this.behind = behind;
        this.in = in;
        this.out = out;
    }

    @Override
    public void collect(StreamRecord<T> record) {
        in.inc();
        out.inc();
        behind.collect(record);
    }

    /** A side output is not routed, as the router was given another stream of that operator. */
    @Override
    public <X> void collect(OutputTag<X> side, StreamRecord<X> record) {}

    @Override
    public void emitWatermark(Watermark mark) {
        behind.emitWatermark(mark);
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
        behind.emitLatencyMarker(marker);
    }

    @Override
    public void close() {
        behind.close();
    }
}
