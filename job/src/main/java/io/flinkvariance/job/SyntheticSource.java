package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.stamps.StampSampling;
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
 *
 * <p>Stamps records when it hands them over, with how late it is: all the time that bursts have
 * taken, as a burst takes none where nothing holds it up. What sleeps take is no delay, as the next
 * burst is due when a sleep is over.
 */
final class SyntheticSource extends RichSourceFunction<Integer> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final int intervalMillis;
    private final int eventsPerInterval;
    private final long limit;
    private final StampSampling sampling;

    private transient CarriedCounts carried;
    private transient SubtaskCounter emitted;
    private transient CountPublisher publisher;
    private transient StampPublisher stamps;
    private transient long stamped;
    private volatile boolean running = true;

    SyntheticSource(Scenario scenario) {
        this.intervalMillis = scenario.intervalMillis();
        this.eventsPerInterval = scenario.eventsPerInterval();
        this.limit = scenario.limit().isPresent() ? scenario.limit().getAsInt() : Long.MAX_VALUE;
        this.sampling = StampSampling.of(scenario);
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
        stamps = StampPublisher.open(getRuntimeContext());
        stamped = sampling.firstFrom(carried.get(0));
        getRuntimeContext().getLongCounter(Totals.RESTORED).add(carried.get(0));
    }

    @Override
    public void run(SourceContext<Integer> context) throws InterruptedException {
        long lateNanos = 0;
        // Nobody else moves it, and without sleeps adding it up anew for each record costs.
        long next = position();
        while (running) {
            // Without sleeps there is no schedule, and a clock costs as much as a record does.
            long due = intervalMillis > 0 ? System.nanoTime() : 0;
            long end = Math.min(limit, next + eventsPerInterval);
            while (next < end && running) {
                if (next == stamped) {
                    stamp((int) next, lateNanos - due);
                    stamped = sampling.after(next);
                    next = emit(context, next, next + 1);
                } else {
                    next = emit(context, next, Math.min(end, stamped));
                }
            }
            if (next >= limit) {
                return;
            }
            if (intervalMillis > 0) {
                lateNanos += System.nanoTime() - due;
                Thread.sleep(intervalMillis);
            }
        }
    }

    /** Emits records up to that one, in a loop with as little else in it as can be. */
    private long emit(SourceContext<Integer> context, long first, long end) {
        long next = first;
        while (running && next < end) {
            // A record and the position behind it belong on the same side of a savepoint.
            synchronized (context.getCheckpointLock()) {
                context.collect((int) next++);
                emitted.increment();
            }
        }
        return next;
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

    /** Not in the loop, which a compiler would make nothing of if it were longer. */
    private void stamp(int sequence, long lateLessDueNanos) {
        long now = System.nanoTime();
        stamps.put(sequence, now, intervalMillis > 0 ? now + lateLessDueNanos : 0);
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
        if (stamps != null) {
            stamps.close();
        }
    }
}
