package io.flinkvariance.job;

import io.flinkvariance.scenario.Scenario;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.RichSourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The kit's source and the bare one in one task, by turns of {@link CpuSlices#RECORDS} records,
 * with the CPU time of each turn. Each goes on where its last turn ended.
 */
final class SlicedSource extends RichSourceFunction<Integer> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final BareSource bare = new BareSource(Long.MAX_VALUE);
    private final SyntheticSource counting;
    private final int turns;
    private volatile boolean running = true;

    /** A source of so many turns, for a scenario whose own source would not end before. */
    SlicedSource(Scenario scenario, int turns) {
        this.counting = new SyntheticSource(scenario);
        this.turns = turns;
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        counting.setRuntimeContext(context);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counting.initializeState(context);
    }

    @Override
    public void open(Configuration parameters) {
        counting.open(parameters);
    }

    @Override
    public void run(SourceContext<Integer> context) throws Exception {
        CpuSlices slices = new CpuSlices(CpuSlices.Side.SOURCE);
        for (int turn = 0; turn < turns && running; turn++) {
            slices.begin();
            try {
                TurnContext ending = new TurnContext(context);
                if (slices.isCounting()) {
                    counting.run(ending);
                } else {
                    bare.run(ending);
                }
            } catch (TurnIsOver over) {
                slices.end();
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counting.snapshotState(context);
    }

    @Override
    public void cancel() {
        running = false;
        counting.cancel();
        bare.cancel();
    }

    @Override
    public void close() {
        counting.close();
    }

    /** Is thrown from where a record is about to be handed over, so that it never was. */
    private static final class TurnIsOver extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TurnIsOver() {
            super("turn is over", null, false, false);
        }
    }

    /** Hands over as many records as a turn has. */
    private static final class TurnContext implements SourceContext<Integer> {
        private final SourceContext<Integer> context;
        private int left = CpuSlices.RECORDS;

        TurnContext(SourceContext<Integer> context) {
            this.context = context;
        }

        @Override
        public void collect(Integer element) {
            if (--left < 0) {
                throw new TurnIsOver();
            }
            context.collect(element);
        }

        @Override
        public void collectWithTimestamp(Integer element, long timestamp) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void emitWatermark(Watermark mark) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void markAsTemporarilyIdle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getCheckpointLock() {
            return context.getCheckpointLock();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
