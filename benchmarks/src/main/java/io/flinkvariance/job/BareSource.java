package io.flinkvariance.job;

import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** {@link SyntheticSource} without counters and stamps, flat out; begun anew it goes on. */
final class BareSource implements SourceFunction<Integer> {
    private static final long serialVersionUID = 1L;

    private final long limit;
    private long next;
    private volatile boolean running = true;

    BareSource(long limit) {
        this.limit = limit;
    }

    @Override
    public void run(SourceContext<Integer> context) {
        long record = next;
        try {
            while (running && record < limit) {
                // As every source does that a savepoint covers; this is not what counting costs.
                synchronized (context.getCheckpointLock()) {
                    context.collect((int) record);
                    record++;
                }
            }
        } finally {
            next = record;
        }
    }

    @Override
    public void cancel() {
        running = false;
    }
}
