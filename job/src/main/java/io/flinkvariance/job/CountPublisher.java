package io.flinkvariance.job;

import io.flinkvariance.counts.CountHistory;
import io.flinkvariance.counts.SubtaskCounter;
import java.io.Closeable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;

/**
 * Shows a subtask's counters to the outside: while it runs, as a metric that holds the readings of
 * the last seconds; when it ends, the first counter's total as an accumulator of the job.
 */
final class CountPublisher implements Closeable {
    /** The metric is {@code <subtask>.<operator>.history} in Flink's REST interface. */
    static final String HISTORY = "history";

    private final CountHistory history;
    private final Supplier<long[]> counters;
    private final Optional<LongCounter> accumulator;
    private final long carried;

    private CountPublisher(
            CountHistory history,
            Supplier<long[]> counters,
            Optional<LongCounter> accumulator,
            long carried) {
        this.history = history;
        this.counters = counters;
        this.accumulator = accumulator;
        this.carried = carried;
    }

    /**
     * Begins to publish. The metric counts from the beginning of the job, as the queues do; the
     * total goes on from the job that it was restored from.
     *
     * @param accumulatorName names the final total of the first counter
     * @param carried what the first counter came to before
     * @param counters in the order in which the metric gives them
     */
    static CountPublisher open(
            RuntimeContext context,
            String accumulatorName,
            long carried,
            SubtaskCounter... counters) {
        return open(
                context,
                accumulatorName,
                carried,
                () -> Arrays.stream(counters).mapToLong(SubtaskCounter::get).toArray());
    }

    /** The same of counters kept elsewhere. */
    static CountPublisher open(
            RuntimeContext context,
            String accumulatorName,
            long carried,
            Supplier<long[]> counters) {
        LongCounter accumulator = new LongCounter();
        context.addAccumulator(accumulatorName, accumulator);
        return open(context, Optional.of(accumulator), carried, counters);
    }

    /** The same with no total at the end, for whom Flink lets have none. */
    static CountPublisher openWithoutTotal(RuntimeContext context, Supplier<long[]> counters) {
        return open(context, Optional.empty(), 0, counters);
    }

    private static CountPublisher open(
            RuntimeContext context,
            Optional<LongCounter> accumulator,
            long carried,
            Supplier<long[]> counters) {
        CountHistory history = CountHistory.start(context.getTaskNameWithSubtasks(), counters);
        context.getMetricGroup().gauge(HISTORY, (Gauge<String>) history::getValue);
        return new CountPublisher(history, counters, accumulator, carried);
    }

    /** Hands over the total; a second call changes nothing. */
    @Override
    public void close() {
        history.close();
        accumulator.ifPresent(
                total -> {
                    total.resetLocal();
                    total.add(carried + counters.get()[0]);
                });
    }
}
