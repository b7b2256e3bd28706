package io.flinkvariance.job;

import io.flinkvariance.stamps.StampHistory;
import java.io.Closeable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;

/** Stamps the records of a subtask, and shows the last seconds' stamps as a metric. */
final class StampPublisher implements Closeable {
    /** The metric is {@code <subtask>.<operator>.stamps} in Flink's REST interface. */
    static final String STAMPS = "stamps";

    private final StampHistory history;

    private StampPublisher(StampHistory history) {
        this.history = history;
    }

    static StampPublisher open(RuntimeContext context) {
        StampHistory history = StampHistory.start(context.getTaskNameWithSubtasks());
        context.getMetricGroup().gauge(STAMPS, (Gauge<String>) history::getValue);
        return new StampPublisher(history);
    }

    /** Stamps it; only ever called by the task's thread. */
    void put(int sequence, long atNanos, long lateNanos) {
        history.put(sequence, atNanos, lateNanos);
    }

    /** A second call changes nothing. */
    @Override
    public void close() {
        history.close();
    }
}
