package io.flinkvariance.routing;

import java.util.Random;

/**
 * Any channel, whatever its backlog: drawn as Flink's {@code ShufflePartitioner} does. Here what
 * goes to each is counted, without which nobody could know the queues behind it.
 */
final class ShuffleChoice implements ChannelChoice {
    private final int channels;
    private final Random random;

    ShuffleChoice(int channels, long seed) {
        if (channels < 1) {
            throw new IllegalArgumentException("no channel");
        }
        this.channels = channels;
        this.random = new Random(seed);
    }

    @Override
    public int choose(Backlogs backlogs) {
        return random.nextInt(channels);
    }
}
