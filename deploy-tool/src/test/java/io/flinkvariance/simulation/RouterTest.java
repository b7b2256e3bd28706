package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.routing.ChannelQueues;
import io.flinkvariance.scenario.Partitioner;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RouterTest {
    private static final int RECORDS = 2000;

    private static ChannelQueues looking(int[] queues) {
        return new ChannelQueues() {
            @Override
            public int of(int channel) {
                return queues[channel];
            }

            @Override
            public long read(int channel) {
                return 0;
            }
        };
    }

    /** Records leave a channel in the order in which they were sent there, and each once. */
    @Property(tries = 60)
    void everyChannelIsFirstInFirstOut(
            @ForAll Partitioner partitioner,
            @ForAll @IntRange(min = 1, max = 12) int channels,
            @ForAll long seed) {
        Random random = new Random(seed);
        int[] queues = new int[channels];
        long[] nanos = {0};
        int[] sent = new int[channels];
        int[][] sentNumbers = new int[channels][RECORDS];
        Router router = Router.of(partitioner, channels, seed, looking(queues), () -> nanos[0]);
        int[] taken = new int[channels];
        BitSet seen = new BitSet();
        for (int number = 0; number < RECORDS; number++) {
            nanos[0] += random.nextInt(200_000);
            int channel = router.route();
            sentNumbers[channel][sent[channel]++] = number;
            queues[random.nextInt(channels)] = random.nextInt(4);
            int reader = random.nextInt(channels);
            if (taken[reader] < sent[reader]) {
                int record = router.take(reader);
                assertThat(record).isEqualTo(sentNumbers[reader][taken[reader]++]);
                assertThat(seen.get(record)).isFalse();
                seen.set(record);
            }
        }
    }
}
