package io.flinkvariance.job;

import io.flinkvariance.stamps.StampSampling;
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
    private final StampSampling sampling;

    private transient CarriedCounts carried;
    private transient RecordTimes times;
    private transient WorkPublisher publisher;

    StragglerWork(Workload workload, long seed, StampSampling sampling) {
        this.workload = workload;
        this.seed = seed;
        this.sampling = sampling;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        carried = CarriedCounts.of(context, 1);
    }

    @Override
    public void open(Configuration parameters) {
        times = RecordTimes.open(getRuntimeContext(), workload, seed);
        publisher = WorkPublisher.open(getRuntimeContext(), sampling, carried.get(0));
    }

    @Override
    public Integer map(Integer sequence) throws InterruptedException {
        int millis = times.millis(sequence);
        if (millis > 0) {
            long begin = System.nanoTime();
            Thread.sleep(millis);
            publisher.took(System.nanoTime() - begin);
        }
        publisher.finished(sequence);
        return sequence;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        carried.keep(carried.get(0) + publisher.processed());
    }

    @Override
    public void close() {
        if (times != null) {
            times.close();
        }
        if (publisher != null) {
            publisher.close();
        }
    }
}
