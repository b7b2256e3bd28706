package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.workload.RecordValues;
import io.flinkvariance.workload.Stalls;
import io.flinkvariance.workload.Workload;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Works on each record by sleeping as long as it asks for, or, now and then on the straggler,
 * longer.
 *
 * <p>Publishes how many records it processed and the time they took, in nanoseconds. Only sleeps
 * are timed: everything else in a call is below a microsecond, and reading the clock costs more.
 */
final class StragglerWork extends RichMapFunction<Integer, Integer>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final Workload workload;
    private final long seed;
    private final RecordValues values;
    private final StampSampling sampling;

    private transient CarriedCounts carried;
    private transient TaskManagerMates mates;
    private transient Stalls stalls;
    private transient SubtaskCounter processed;
    private transient SubtaskCounter serviceNanos;
    private transient CountPublisher publisher;
    private transient StampPublisher stamps;

    StragglerWork(Workload workload, long seed, StampSampling sampling) {
        this.workload = workload;
        this.seed = seed;
        this.values = workload.values(seed);
        this.sampling = sampling;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        carried = CarriedCounts.of(context, 1);
    }

    @Override
    public void open(Configuration parameters) {
        mates = TaskManagerMates.with(getRuntimeContext());
        stalls =
                workload.stallsNear(
                        getRuntimeContext().getIndexOfThisSubtask(), seed, mates::anyOf);
        processed = new SubtaskCounter();
        serviceNanos = new SubtaskCounter();
        publisher =
                CountPublisher.open(
                        getRuntimeContext(),
                        Totals.PROCESSED,
                        carried.get(0),
                        processed,
                        serviceNanos);
        stamps = StampPublisher.open(getRuntimeContext());
    }

    @Override
    public Integer map(Integer sequence) throws InterruptedException {
        int millis = stalls.serviceMillis(values.millis(sequence));
        if (millis > 0) {
            long begin = System.nanoTime();
            Thread.sleep(millis);
            serviceNanos.add(System.nanoTime() - begin);
        }
        processed.increment();
        if (sampling.takes(sequence)) {
            stamps.put(sequence, System.nanoTime(), 0);
        }
        return sequence;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        carried.keep(carried.get(0) + processed.get());
    }

    @Override
    public void close() {
        if (mates != null) {
            mates.close();
        }
        if (publisher != null) {
            publisher.close();
        }
        if (stamps != null) {
            stamps.close();
        }
    }
}
