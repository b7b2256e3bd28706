package io.flinkvariance.time;

import java.time.Duration;

/** A clock that nobody sets, for how long something takes; one can wait by it. */
public interface Ticker {
    /** That of this machine. */
    Ticker SYSTEM =
            new Ticker() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration length) throws InterruptedException {
                    Thread.sleep(length.toMillis());
                }
            };

    /** Nanoseconds since any moment: only differences mean something. */
    long nanos();

    /** Lets that much time pass. */
    void pause(Duration length) throws InterruptedException;
}
