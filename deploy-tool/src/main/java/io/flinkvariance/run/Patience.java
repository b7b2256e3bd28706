package io.flinkvariance.run;

import io.flinkvariance.time.Ticker;
import java.time.Duration;

/**
 * How long a run waits for what.
 *
 * @param outage for a lost connection to come back
 * @param outageAfterCtrlC the same when the user wants to leave, and a job is still to be cancelled
 * @param counters for the job to show all its counters
 * @param silence for new counts of a job that can be reached
 * @param cancel for a job to end that was told to
 * @param pause between two looks at the job
 * @param ticker by which all of it is told
 */
record Patience(
        Duration outage,
        Duration outageAfterCtrlC,
        Duration counters,
        Duration silence,
        Duration cancel,
        Duration pause,
        Ticker ticker) {

    static final Patience USUAL =
            new Patience(
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(500),
                    Ticker.SYSTEM);

    /** The same with another time for the counters. */
    Patience withCounters(Duration atMost) {
        return new Patience(outage, outageAfterCtrlC, atMost, silence, cancel, pause, ticker);
    }
}
