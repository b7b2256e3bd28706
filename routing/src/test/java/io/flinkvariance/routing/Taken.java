package io.flinkvariance.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.checkpoint.ListCheckpointed;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;

/**
 * Takes numbers in and remembers as state what it took, so that a number counts once however often
 * a restart repeats it; hands over what it has when it ends.
 */
final class Taken extends RichSinkFunction<Integer> implements ListCheckpointed<BitSet> {
    private static final long serialVersionUID = 1L;

    /** What each sink took, by name; subtasks are added up as the job ends. */
    static final ConcurrentMap<String, List<BitSet>> BY_NAME = new ConcurrentHashMap<>();

    /** Set when a number has come twice to one state of a subtask. */
    static final AtomicBoolean TWICE = new AtomicBoolean();

    /** How often a record came, to whatever sink. */
    static final AtomicInteger ARRIVALS = new AtomicInteger();

    /** The attempt at the job that {@link #BY_NAME} is of: those before it were cut off. */
    private static int latestAttempt;

    /** Records that are to come before the job fails once; below zero: never. */
    static final AtomicInteger UNTIL_FAILURE = new AtomicInteger(-1);

    private final String name;
    private final long slowestMillis;
    private BitSet taken = new BitSet();
    private long workMillis;

    Taken(String name, long slowestMillis) {
        this.name = name;
        this.slowestMillis = slowestMillis;
    }

    static void forget() {
        forgetUntil(0);
        ARRIVALS.set(0);
        TWICE.set(false);
        UNTIL_FAILURE.set(-1);
    }

    private static synchronized void forgetUntil(int attempt) {
        latestAttempt = attempt;
        BY_NAME.clear();
    }

    private static synchronized void begin(int attempt) {
        if (attempt > latestAttempt) {
            forgetUntil(attempt);
        }
    }

    @Override
    public void open(Configuration parameters) {
        begin(getRuntimeContext().getAttemptNumber());
        workMillis = getRuntimeContext().getIndexOfThisSubtask() == 0 ? slowestMillis : 0;
    }

    @Override
    @SuppressWarnings("rawtypes") // SinkFunction of 1.8.1 declares the context raw
    public void invoke(Integer number, Context context) throws InterruptedException {
        if (UNTIL_FAILURE.get() >= 0 && UNTIL_FAILURE.getAndDecrement() == 0) {
            throw new IllegalStateException("as the test asked for");
        }
        ARRIVALS.incrementAndGet();
        if (taken.get(number)) {
            TWICE.set(true);
        }
        taken.set(number);
        if (workMillis > 0) {
            Thread.sleep(workMillis);
        }
    }

    @Override
    public void close() {
        BY_NAME.computeIfAbsent(name, none -> Collections.synchronizedList(new ArrayList<>()))
                .add(taken);
    }

    @Override
    public List<BitSet> snapshotState(long checkpoint, long timestamp) {
        return Collections.singletonList((BitSet) taken.clone());
    }

    @Override
    public void restoreState(List<BitSet> state) {
        taken = (BitSet) state.get(0).clone();
    }
}
