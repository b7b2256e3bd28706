package io.flinkvariance.run;

import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.time.Stopwatch;
import io.flinkvariance.time.Ticker;
import java.time.Duration;

/** The way to the cluster, which may be cut and come back; the observer is told of both. */
final class Connection {
    private final Duration pause;
    private final Ticker ticker;
    private final RunObserver observer;
    private boolean isLost;
    private Stopwatch unchanged;

    Connection(Duration pause, Ticker ticker, RunObserver observer) {
        this.pause = pause;
        this.ticker = ticker;
        this.unchanged = Stopwatch.started(ticker);
        this.observer = observer;
    }

    /** Something that is asked of the cluster, and may be asked again. */
    interface Call<T> {
        T make() throws InterruptedException;
    }

    /** Something that is done with the cluster's answers, may be done again, and has no result. */
    interface Action {
        void perform() throws InterruptedException;
    }

    /**
     * Asks again and again while there is no connection.
     *
     * @throws UnreachableException if there is none for that long
     */
    <T> T keepTrying(Duration outage, Call<T> call) throws InterruptedException {
        while (true) {
            try {
                T answer = call.make();
                up();
                return answer;
            } catch (UnreachableException unreachable) {
                await(unreachable, outage);
            }
        }
    }

    /**
     * Does it again and again while there is no connection.
     *
     * @throws UnreachableException if there is none for that long
     */
    void keepTryingTo(Duration outage, Action action) throws InterruptedException {
        while (true) {
            try {
                action.perform();
                up();
                return;
            } catch (UnreachableException unreachable) {
                await(unreachable, outage);
            }
        }
    }

    private void await(UnreachableException unreachable, Duration outage)
            throws InterruptedException {
        lost(unreachable);
        if (unchangedFor().compareTo(outage) >= 0) {
            throw unreachable;
        }
        ticker.pause(pause);
    }

    void up() {
        if (isLost) {
            Duration outage = unchangedFor();
            change(false);
            observer.connected(outage);
        }
    }

    void lost(UnreachableException why) {
        if (!isLost) {
            change(true);
            observer.disconnected(why.getMessage());
        }
    }

    private void change(boolean nowLost) {
        isLost = nowLost;
        unchanged = Stopwatch.started(ticker);
    }

    boolean isLost() {
        return isLost;
    }

    /** For how long it has been up, or lost, without a break. */
    Duration unchangedFor() {
        return unchanged.elapsed();
    }
}
