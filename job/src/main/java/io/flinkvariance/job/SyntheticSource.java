package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.scenario.Scenario;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.source.RichSourceFunction;

/**
 * Emits the sequence numbers 0, 1, 2, …: a burst of records, a sleep, and again.
 *
 * <p>One subtask. Without a limit the numbers go round after 2³² records, some 50 days at the
 * scenarios' pace.
 */
final class SyntheticSource extends RichSourceFunction<Integer> {
    private static final long serialVersionUID = 1L;

    private final int intervalMillis;
    private final int eventsPerInterval;
    private final long limit;

    private transient SubtaskCounter emitted;
    private transient CountPublisher publisher;
    private volatile boolean running = true;

    SyntheticSource(Scenario scenario) {
        this.intervalMillis = scenario.intervalMillis();
        this.eventsPerInterval = scenario.eventsPerInterval();
        this.limit = scenario.limit().isPresent() ? scenario.limit().getAsInt() : Long.MAX_VALUE;
    }

    @Override
    public void open(Configuration parameters) {
        emitted = new SubtaskCounter();
        publisher = CountPublisher.open(getRuntimeContext(), Totals.EMITTED, emitted);
    }

    @Override
    public void run(SourceContext<Integer> context) throws InterruptedException {
        long records = 0;
        while (running) {
            for (int event = 0; event < eventsPerInterval && running; event++) {
                if (records >= limit) {
                    return;
                }
                context.collect((int) records++);
                emitted.increment();
            }
            if (intervalMillis > 0) {
                Thread.sleep(intervalMillis);
            }
        }
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
