package io.flinkvariance.routing;

/** The routers that there are. */
enum RouterKind {
    LEAST_BACKLOG("least-backlog") {
        @Override
        ChannelChoice choice(SentCounts sent, long seed) {
            return new LeastBacklogChoice(sent.channels());
        }
    },
    POWER_OF_TWO("power-of-two") {
        @Override
        ChannelChoice choice(SentCounts sent, long seed) {
            return new PowerOfTwoChoice(sent, seed);
        }
    };

    private final String text;

    RouterKind(String text) {
        this.text = text;
    }

    /** The choice of one edge; {@code seed} is for those that draw. */
    abstract ChannelChoice choice(SentCounts sent, long seed);

    @Override
    public String toString() {
        return text;
    }
}
