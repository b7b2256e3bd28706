package io.flinkvariance.job;

import io.flinkvariance.workload.Workload;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;

/** {@link StragglerWork} without counters and stamps. */
final class BareWork extends RichMapFunction<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    private final Workload workload;
    private final long seed;
    private transient RecordTimes times;

    BareWork(Workload workload, long seed) {
        this.workload = workload;
        this.seed = seed;
    }

    @Override
    public void open(Configuration parameters) {
        times = RecordTimes.open(getRuntimeContext(), workload, seed);
    }

    @Override
    public Integer map(Integer sequence) throws InterruptedException {
        int millis = times.millis(sequence);
        if (millis > 0) {
            Thread.sleep(millis);
        }
        return sequence;
    }

    @Override
    public void close() {
        if (times != null) {
            times.close();
        }
    }
}
