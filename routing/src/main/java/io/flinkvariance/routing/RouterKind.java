package io.flinkvariance.routing;

/** The routers that there are. */
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
    };

    private final String text;

    RouterKind(String text) {
        this.text = text;
    }

    /** The choice of one edge; {@code seed} is for those that draw. */
    abstract ChannelChoice choice(int channels, long seed);

    @Override
    public String toString() {
        return text;
    }
}
