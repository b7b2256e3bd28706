package io.flinkvariance.simulation;

import io.flinkvariance.scenario.Scenario;

/** Emits bursts of records with a sleep after each, and waits where there is no segment. */
final class Source {
    /** What a call of {@link #step} leaves behind when there is no segment, or no record. */
    static final long WAITS = Long.MAX_VALUE;

    private static final int NONE = -1;

    private final Channels channels;
    private final Router router;
    private final int recordsInBurst;
    private final long sleepNanos;
    private final long limit;
    private final boolean flushesEachRecord;

    private long emitted;
    private int leftInBurst;
    private int waitingFor = NONE;

    Source(Channels channels, Router router, Scenario scenario, SleepTimes sleeps) {
        this.channels = channels;
        this.router = router;
        this.recordsInBurst = scenario.eventsPerInterval();
        this.sleepNanos = sleeps.nanos(scenario.intervalMillis());
        this.limit = scenario.limit().isPresent() ? scenario.limit().getAsInt() : Long.MAX_VALUE;
        this.flushesEachRecord = scenario.bufferTimeoutMillis() == 0;
        this.leftInBurst = recordsInBurst;
    }

    /** Goes on until the end of the burst; returns when to call again, or {@link #WAITS}. */
    long step(long now) {
        while (leftInBurst > 0) {
            if (emitted == limit) {
                return WAITS;
            }
            int channel = waitingFor == NONE ? router.route() : waitingFor;
            if (!channels.write(channel)) {
                waitingFor = channel;
                return WAITS;
            }
            waitingFor = NONE;
            if (flushesEachRecord) {
                channels.flush(channel);
            }
            emitted++;
            leftInBurst--;
        }
        leftInBurst = recordsInBurst;
        return now + sleepNanos;
    }

    /** Whether it waits for a segment. */
    boolean waits() {
        return waitingFor != NONE;
    }

    long emitted() {
        return emitted;
    }
}
