package io.flinkvariance.time;

import java.time.Duration;

/** A moment until which something is waited for, look by look. */
public final class Deadline {
    private final Ticker ticker;
    private final Stopwatch waited;
    private final Duration atMost;

    private Deadline(Ticker ticker, Duration atMost) {
        this.ticker = ticker;
        this.waited = Stopwatch.started(ticker);
        this.atMost = atMost;
    }

    /** That long from now. */
    public static Deadline in(Duration atMost, Ticker ticker) {
        return new Deadline(ticker, atMost);
    }

    /** The same by the clock of this machine. */
    public static Deadline in(Duration atMost) {
        return in(atMost, Ticker.SYSTEM);
    }

    /** Whether it is past, so that nothing is waited for any more. */
    public boolean isOver() {
        return waited.elapsed().compareTo(atMost) > 0;
    }

    /** Lets some time pass before the next look. */
    public void pause(Duration length) throws InterruptedException {
        ticker.pause(length);
    }
}
