package io.flinkvariance.job;

import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.workload.Workload;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * The kit's work and the bare one in one task, by turns of {@link CpuSlices#RECORDS} records, with
 * the CPU time of each turn: all that the task does for these records, up to the sink.
 */
final class SlicedWork extends RichMapFunction<Integer, Integer> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final BareWork bare;
    private final StragglerWork counting;
    private transient CpuSlices slices;
    private transient boolean isCounting;
    private transient int left;

    SlicedWork(Workload workload, long seed, StampSampling sampling) {
        this.bare = new BareWork(workload, seed);
        this.counting = new StragglerWork(workload, seed, sampling);
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        bare.setRuntimeContext(context);
        counting.setRuntimeContext(context);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counting.initializeState(context);
    }

    @Override
    public void open(Configuration parameters) {
        bare.open(parameters);
        counting.open(parameters);
        slices = new CpuSlices(CpuSlices.Side.WORK);
        begin();
    }

    @Override
    public Integer map(Integer sequence) throws InterruptedException {
        if (--left < 0) {
            slices.end();
            begin();
        }
        return isCounting ? counting.map(sequence) : bare.map(sequence);
    }

    private void begin() {
        slices.begin();
        isCounting = slices.isCounting();
        left = CpuSlices.RECORDS - 1;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counting.snapshotState(context);
    }

    @Override
    public void close() {
        counting.close();
        bare.close();
    }
}
