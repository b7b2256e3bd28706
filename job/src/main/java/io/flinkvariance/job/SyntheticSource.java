package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.scenario.Scenario;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.RichSourceFunction;

/**
 * Emits the sequence numbers 0, 1, 2, …: a burst of records, a sleep, and again.
 *
 * <p>One subtask. Without a limit the numbers go round after 2³² records, some 50 days at the
 * scenarios' pace. Restored from a savepoint, it goes on with the first record that the savepoint
 * does not cover.
 */
final class SyntheticSource extends RichSourceFunction<Integer> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final int intervalMillis;
    private final int eventsPerInterval;
    private final long limit;

    private transient CarriedCounts carried;
    private transient SubtaskCounter emitted;
    private transient CountPublisher publisher;
    private volatile boolean running = true;

    SyntheticSource(Scenario scenario) {
        this.intervalMillis = scenario.intervalMillis();
        this.eventsPerInterval = scenario.eventsPerInterval();
        this.limit = scenario.limit().isPresent() ? scenario.limit().getAsInt() : Long.MAX_VALUE;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        carried = CarriedCounts.of(context, 1);
    }

    @Override
    public void open(Configuration parameters) {
        emitted = new SubtaskCounter();
        publisher =
                CountPublisher.open(getRuntimeContext(), Totals.EMITTED, carried.get(0), emitted);
        getRuntimeContext().getLongCounter(Totals.RESTORED).add(carried.get(0));
    }

    @Override
    public void run(SourceContext<Integer> context) throws InterruptedException {
        while (running) {
            for (int event = 0; event < eventsPerInterval && running; event++) {
                if (position() >= limit) {
                    return;
                }
                // A record and the position behind it belong on the same side of a savepoint.
                synchronized (context.getCheckpointLock()) {
                    context.collect((int) position());
                    emitted.increment();
                }
            }
            if (intervalMillis > 0) {
                Thread.sleep(intervalMillis);
            }
        }
    }

    /** The number of the next record. */
    private long position() {
        return carried.get(0) + emitted.get();
    }

    /** Called with the lock held. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        carried.keep(position());
    }

    @Override
    public void cancel() {
        running = false;
    }

    @Override
    public void close() {
        if (publisher != null) {
            publisher.close();
        }
    }
}
