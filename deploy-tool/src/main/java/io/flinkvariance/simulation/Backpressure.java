package io.flinkvariance.simulation;

import java.util.OptionalDouble;

/**
 * Throughput that is lost: a subtask has nothing to do while the source has records and no segment
 * for them. Until it first comes to that, the buffers hide the straggler.
 *
 * <p>In the long run the source then goes on in bursts, each of which ends such a time.
 */
final class Backpressure {
    private static final long NOT = -1;

    private int idle;
    private boolean sourceWaits;
    private long since = NOT;
    private boolean wasLost;

    private long first = NOT;
    private long firstBurst = NOT;
    private long lastBurst;
    private long bursts;

    void subtaskIdles(long now) {
        idle++;
        update(now);
    }

    void subtaskGoesOn(long now) {
        idle--;
        update(now);
    }

    void sourceWaits(long now) {
        sourceWaits = true;
        update(now);
    }

    void sourceGoesOn(long now) {
        sourceWaits = false;
        update(now);
        if (wasLost) {
            wasLost = false;
            firstBurst = firstBurst == NOT ? now : firstBurst;
            lastBurst = now;
            bursts++;
        }
    }

    private void update(long now) {
        boolean isLost = idle > 0 && sourceWaits;
        if (isLost && since == NOT) {
            since = now;
        } else if (!isLost && since != NOT) {
            if (now > since) {
                first = first == NOT ? since : first;
                wasLost = true;
            }
            since = NOT;
        }
    }

    /** When it first came to that; empty if it never did. */
    OptionalDouble firstSecond() {
        long begin = first == NOT ? since : first;
        return begin == NOT ? OptionalDouble.empty() : OptionalDouble.of(Clock.seconds(begin));
    }

    /** From one burst of the source to the next; empty before the second one. */
    OptionalDouble burstPeriodSeconds() {
        return bursts < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(Clock.seconds(lastBurst - firstBurst) / (bursts - 1));
    }
}
