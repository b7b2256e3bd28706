package io.flinkvariance.job;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;

/**
 * Takes the records in and proves that none was lost and none came twice: how many there were,
 * their {@link DeliveryFingerprint}, and how many came out of order although their channel is FIFO.
 *
 * <p>Counts in fields of its own and hands the sums over at the end: an accumulator's call per
 * record would be felt in a job that does nothing else. A savepoint carries the sums to the next
 * job; the order of a channel begins anew with it, as its channels are others.
 */
final class DeliveryCheckSink extends RichSinkFunction<Integer> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final int partitions;
    private final boolean isOverlapped;

    private transient CarriedCounts carried;
    private transient FifoCheck fifo;
    private transient long delivered;
    private transient long fingerprint;
    private transient long outOfOrder;

    /** For records that come from so many partitions of a topic; 1 where there is none. */
    DeliveryCheckSink(int partitions) {
        this(partitions, false);
    }

    private DeliveryCheckSink(int partitions, boolean isOverlapped) {
        this.partitions = partitions;
        this.isOverlapped = isOverlapped;
    }

    /**
     * For records that come in the order in which their work ends. What comes was processed, and
     * this says so in place of {@link OverlappedWork}, which Flink lets have no accumulators.
     */
    static DeliveryCheckSink behindOverlappedWork() {
        return new DeliveryCheckSink(1, true);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        carried = CarriedCounts.of(context, 3);
        delivered = carried.get(0);
        fingerprint = carried.get(1);
        outOfOrder = carried.get(2);
    }

    @Override
    public void open(Configuration parameters) {
        fifo = new FifoCheck(partitions);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        carried.keep(delivered, fingerprint, outOfOrder);
    }

    @Override
    @SuppressWarnings("rawtypes") // SinkFunction of 1.8.1 declares the context raw
    public void invoke(Integer sequence, Context context) {
        delivered++;
        fingerprint += DeliveryFingerprint.of(sequence);
        if (!isOverlapped && !fifo.isInOrder(sequence)) {
            outOfOrder++;
        }
    }

    @Override
    public void close() {
        publish(Totals.DELIVERED, delivered);
        publish(Totals.FINGERPRINT, fingerprint);
        publish(Totals.OUT_OF_ORDER, outOfOrder);
        if (isOverlapped) {
            publish(Totals.PROCESSED, delivered);
        }
    }

    /** Also right when it is called again. */
    private void publish(String name, long total) {
        LongCounter accumulator = getRuntimeContext().getLongCounter(name);
        accumulator.resetLocal();
        accumulator.add(total);
    }
}
