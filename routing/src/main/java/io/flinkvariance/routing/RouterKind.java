package io.flinkvariance.routing;

import java.util.function.LongSupplier;

/** The routers that there are; the last is what the others are compared with. */
public enum RouterKind {
    /** See {@link Routing#leastBacklog}. */
    LEAST_BACKLOG("least-backlog") {
        @Override
        ChannelChoice choice(int channels, long seed) {
            return new LeastBacklogChoice(channels);
        }
    },
    /** See {@link Routing#powerOfTwo}. */
    POWER_OF_TWO("power-of-two") {
        @Override
        ChannelChoice choice(int channels, long seed) {
            return new PowerOfTwoChoice(channels, seed);
        }
    },
    /** See {@link Routing#leastDelay}. */
    LEAST_DELAY("least-delay") {
        @Override
        ChannelChoice choice(int channels, long seed) {
            return new LeastBacklogChoice(channels);
        }

        @Override
        Backlogs weighed(ChannelQueues queues, int channels, LongSupplier lookNanos) {
            return new Delays(queues, channels, lookNanos);
        }
    },
    /** See {@link Router#shuffle}. */
    SHUFFLE("shuffle") {
        @Override
        ChannelChoice choice(int channels, long seed) {
            return new ShuffleChoice(channels, seed);
        }

        @Override
        public boolean looksAtBacklogs() {
            return false;
        }
    };

    private final String text;

    RouterKind(String text) {
        this.text = text;
    }

    /** The choice of one edge; {@code seed} is for those that draw. */
    abstract ChannelChoice choice(int channels, long seed);

    /** What the choice is made by, of what waits. */
    Backlogs weighed(ChannelQueues queues, int channels, LongSupplier lookNanos) {
        return queues;
    }

    /** Whether what a channel is sent depends on what waits there; if not, it is drawn. */
    public boolean looksAtBacklogs() {
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
