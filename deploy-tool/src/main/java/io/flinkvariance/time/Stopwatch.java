package io.flinkvariance.time;

import java.time.Duration;

/** How long it is since it was started. */
public final class Stopwatch {
    private final Ticker ticker;
    private final long startNanos;

    private Stopwatch(Ticker ticker) {
        this.ticker = ticker;
        this.startNanos = ticker.nanos();
    }

    /** One that runs from now on. */
    public static Stopwatch started(Ticker ticker) {
        return new Stopwatch(ticker);
    }

    public Duration elapsed() {
        return Duration.ofNanos(ticker.nanos() - startNanos);
    }
}
