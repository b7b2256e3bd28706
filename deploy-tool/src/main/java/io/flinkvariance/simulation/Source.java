package io.flinkvariance.simulation;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;

/**
 * Emits bursts of records with a sleep after each, or each record when it is written to the topic,
 * and waits where there is no segment.
 */
final class Source {
    /** What a call of {@link #step} leaves behind when there is no segment, or no record. */
    static final long WAITS = Long.MAX_VALUE;

    private static final int NONE = -1;

    private final Channels channels;
    private final Router router;
    private final Pace pace;
    private final long limit;
    private final boolean flushesEachRecord;

    private long emitted;
    private int waitingFor = NONE;

    Source(Channels channels, Router router, Scenario scenario, SleepTimes sleeps) {
        this.channels = channels;
        this.router = router;
        this.pace =
                scenario.source() == SourceKind.KAFKA
                        ? new Topic(scenario.sourceRatePerSecond())
                        : new Bursts(
                                scenario.eventsPerInterval(),
                                sleeps.nanos(scenario.intervalMillis()));
        this.limit = scenario.limit().isPresent() ? scenario.limit().getAsInt() : Long.MAX_VALUE;
        this.flushesEachRecord = scenario.bufferTimeouts().ofSender() == 0;
    }

    /** When the next record may be emitted. */
    private interface Pace {
        boolean isDue(long emitted, long now);

        void emitted();

        /** When to look again, once none is due. */
        long next(long emitted, long now);
    }

    /** So many records, a sleep, and again; none is made up for while it waits. */
    private static final class Bursts implements Pace {
        private final int records;
        private final long sleepNanos;
        private int left;

        Bursts(int records, long sleepNanos) {
            this.records = records;
            this.sleepNanos = sleepNanos;
            this.left = records;
        }

        @Override
        public boolean isDue(long emitted, long now) {
            return left > 0;
        }

        @Override
        public void emitted() {
            left--;
        }

        @Override
        public long next(long emitted, long now) {
            left = records;
            return now + sleepNanos;
        }
    }

    /** Records that come at a steady rate, and stay until they are read. */
    private record Topic(int ratePerSecond) implements Pace {
        @Override
        public boolean isDue(long emitted, long now) {
            return writtenNanos(emitted) <= now;
        }

        @Override
        public void emitted() {
            // When a record is written has nothing to do with when others are read.
        }

        @Override
        public long next(long emitted, long now) {
            return writtenNanos(emitted);
        }

        private long writtenNanos(long sequence) {
            return Math.round(sequence * 1e9 / ratePerSecond);
        }
    }

    /** Goes on until none is due; returns when to call again, or {@link #WAITS}. */
    long step(long now) {
        while (pace.isDue(emitted, now)) {
            if (emitted == limit) {
                channels.flushAll();
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
            pace.emitted();
        }
        return pace.next(emitted, now);
    }

    /** Whether it waits for a segment. */
    boolean waits() {
        return waitingFor != NONE;
    }

    long emitted() {
        return emitted;
    }
}
