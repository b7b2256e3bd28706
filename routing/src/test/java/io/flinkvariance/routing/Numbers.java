package io.flinkvariance.routing;

import java.util.Collections;
import java.util.List;
import org.apache.flink.streaming.api.checkpoint.ListCheckpointed;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;

/** Emits 0, 1, 2, … up to a limit, each once over all subtasks, and goes on where it was saved. */
final class Numbers extends RichParallelSourceFunction<Integer>
        implements ListCheckpointed<Integer> {
    private static final long serialVersionUID = 1L;

    private final int limit;
    private final long pauseMillis;
    private volatile boolean running = true;
    private int next = -1;

    Numbers(int limit, long pauseMillis) {
        this.limit = limit;
        this.pauseMillis = pauseMillis;
    }

    @Override
    public void run(SourceContext<Integer> context) throws InterruptedException {
        if (next < 0) {
            next = getRuntimeContext().getIndexOfThisSubtask();
        }
        while (running && next < limit) {
            synchronized (context.getCheckpointLock()) {
                context.collect(next);
                next += getRuntimeContext().getNumberOfParallelSubtasks();
            }
            if (pauseMillis > 0) {
                Thread.sleep(pauseMillis);
            }
        }
    }

    @Override
    public void cancel() {
        running = false;
    }

    @Override
    public List<Integer> snapshotState(long checkpoint, long timestamp) {
        return Collections.singletonList(next);
    }

    @Override
    public void restoreState(List<Integer> state) {
        next = state.get(0);
    }
}
