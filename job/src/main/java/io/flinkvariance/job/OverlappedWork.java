package io.flinkvariance.job;

import io.flinkvariance.stamps.StampSampling;
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
    private final StampSampling sampling;

    private transient RecordTimes times;
    private transient WorkPublisher publisher;
    private transient ScheduledThreadPoolExecutor ends;

    OverlappedWork(Workload workload, long seed, StampSampling sampling) {
        this.workload = workload;
        this.seed = seed;
        this.sampling = sampling;
    }

    @Override
    public void open(Configuration parameters) {
        times = RecordTimes.open(getRuntimeContext(), workload, seed);
        publisher =
                WorkPublisher.openWithoutTotal(getRuntimeContext(), sampling, workload.atOnce());
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
        int millis = times.millis(sequence);
        long begin = System.nanoTime();
        ends.schedule(
                () -> {
                    publisher.took(millis > 0 ? System.nanoTime() - begin : 0);
                    publisher.finished(sequence);
                    result.complete(Collections.singleton(sequence));
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (ends != null) {
            ends.shutdownNow();
        }
        if (times != null) {
            times.close();
        }
        if (publisher != null) {
            publisher.close();
        }
    }
}
