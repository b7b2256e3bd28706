package io.flinkvariance.job;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;

/**
 * Takes the records in and proves that none was lost and none came twice: how many there were,
 * their {@link DeliveryFingerprint}, and how many came out of order although their channel is FIFO.
 */
final class DeliveryCheckSink extends RichSinkFunction<Integer> {
    private static final long serialVersionUID = 1L;

    private transient LongCounter delivered;
    private transient LongCounter fingerprint;
    private transient LongCounter outOfOrder;
    private transient FifoCheck fifo;

    @Override
    public void open(Configuration parameters) {
        delivered = new LongCounter();
        fingerprint = new LongCounter();
        outOfOrder = new LongCounter();
        fifo = new FifoCheck();
        getRuntimeContext().addAccumulator(Totals.DELIVERED, delivered);
        getRuntimeContext().addAccumulator(Totals.FINGERPRINT, fingerprint);
        getRuntimeContext().addAccumulator(Totals.OUT_OF_ORDER, outOfOrder);
    }

    @Override
    @SuppressWarnings("rawtypes") // SinkFunction of 1.8.1 declares the context raw
    public void invoke(Integer sequence, Context context) {
        delivered.add(1L);
        fingerprint.add(DeliveryFingerprint.of(sequence));
        if (!fifo.isInOrder(sequence)) {
            outOfOrder.add(1L);
        }
    }
}
