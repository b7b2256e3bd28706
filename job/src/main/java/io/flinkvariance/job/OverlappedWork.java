package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.workload.RecordValues;
import io.flinkvariance.workload.Stalls;
import io.flinkvariance.workload.Workload;
import java.util.Collections;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * The same as {@link StragglerWork}, with several records under way at once: each takes as long as
 * it asks for, as a call of another system does, and nobody is asleep meanwhile.
 *
 * <p>Publishes how many records it finished, and their times over the number that may be under way:
 * a subtask is busy to the full when it has that many. All records end in one thread, so that
 * counters and stamps have one writer, and stamps are in the order of time. What is under way at a
 * savepoint is in it, by Flink's own operator, and is worked on once more.
 */
final class OverlappedWork extends RichAsyncFunction<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    /** Flink waits for each record as long as it takes; no timer is set for it. */
    static final long NO_TIMEOUT = 0;

    private final Workload workload;
    private final long seed;
    private final RecordValues values;
    private final StampSampling sampling;

    private transient TaskManagerMates mates;
    private transient Stalls stalls;
    private transient SubtaskCounter processed;
    private transient SubtaskCounter workNanos;
    private transient CountPublisher publisher;
    private transient StampPublisher stamps;
    private transient ScheduledThreadPoolExecutor ends;

    OverlappedWork(Workload workload, long seed, StampSampling sampling) {
        this.workload = workload;
        this.seed = seed;
        this.values = workload.values(seed);
        this.sampling = sampling;
    }

    @Override
    public void open(Configuration parameters) {
        mates = TaskManagerMates.with(getRuntimeContext());
        stalls =
                workload.stallsNear(
                        getRuntimeContext().getIndexOfThisSubtask(), seed, mates::anyOf);
        processed = new SubtaskCounter();
        workNanos = new SubtaskCounter();
        int atOnce = workload.atOnce();
        publisher =
                CountPublisher.openWithoutTotal(
                        getRuntimeContext(),
                        () -> new long[] {processed.get(), workNanos.get() / atOnce});
        stamps = StampPublisher.open(getRuntimeContext());
        String name = getRuntimeContext().getTaskNameWithSubtasks() + " ends";
        ends =
                new ScheduledThreadPoolExecutor(
                        1,
                        end -> {
                            Thread thread = new Thread(end, name);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Flink's future hears the same
    public void asyncInvoke(Integer sequence, ResultFuture<Integer> result) {
        int millis = stalls.serviceMillis(values.millis(sequence));
        long begin = System.nanoTime();
        ends.schedule(
                () -> {
                    long now = System.nanoTime();
                    end(sequence, now, millis > 0 ? now - begin : 0, result);
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void end(Integer sequence, long now, long tookNanos, ResultFuture<Integer> result) {
        workNanos.add(tookNanos);
        processed.increment();
        if (sampling.takes(sequence)) {
            stamps.put(sequence, now, 0);
        }
        result.complete(Collections.singleton(sequence));
    }

    @Override
    public void close() {
        if (ends != null) {
            ends.shutdownNow();
        }
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
