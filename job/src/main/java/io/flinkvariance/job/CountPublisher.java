package io.flinkvariance.job;

import io.flinkvariance.counts.CountHistory;
import io.flinkvariance.counts.SubtaskCounter;
import java.io.Closeable;
import java.util.Arrays;
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
    private final SubtaskCounter total;
    private final LongCounter accumulator;

    private CountPublisher(CountHistory history, SubtaskCounter total, LongCounter accumulator) {
        this.history = history;
        this.total = total;
        this.accumulator = accumulator;
    }

    /**
     * Begins to publish.
     *
     * @param accumulatorName names the final total of the first counter
     * @param counters in the order in which the metric gives them
     */
    static CountPublisher open(
            RuntimeContext context, String accumulatorName, SubtaskCounter... counters) {
        LongCounter accumulator = new LongCounter();
        context.addAccumulator(accumulatorName, accumulator);
        CountHistory history =
                CountHistory.start(
                        context.getTaskNameWithSubtasks(),
                        () -> Arrays.stream(counters).mapToLong(SubtaskCounter::get).toArray());
        context.getMetricGroup().gauge(HISTORY, (Gauge<String>) history::getValue);
        return new CountPublisher(history, counters[0], accumulator);
    }

    /** Hands over the total; a second call changes nothing. */
    @Override
    public void close() {
        history.close();
        accumulator.resetLocal();
        accumulator.add(total.get());
    }
}
