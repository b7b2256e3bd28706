package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.Random;
import org.apache.flink.streaming.runtime.partitioner.ShufflePartitioner;
import org.junit.jupiter.api.Test;

class ShuffleChoiceTest {
    private static final int CHANNELS = 7;
    private static final long SEED = 5;

    @Test
    void drawsAsFlinksShuffleDoes() throws Exception {
        ShufflePartitioner<Integer> flinks = new ShufflePartitioner<>();
        Field random = ShufflePartitioner.class.getDeclaredField("random");
        random.setAccessible(true);
        random.set(flinks, new Random(SEED));
        flinks.setup(CHANNELS);
        ShuffleChoice choice = new ShuffleChoice(CHANNELS, SEED);

        for (int record = 0; record < 1000; record++) {
            assertThat(choice.choose(channel -> channel)).isEqualTo(flinks.selectChannel(null));
        }
    }

    @Test
    void drawsForEachRecordHoweverFastTheyCome() {
        ChannelSelection selection =
                new ChannelSelection(RouterKind.SHUFFLE, 100, new Empty(), () -> 0, SEED);
        int same = 0;
        int before = selection.next();
        for (int record = 0; record < 10_000; record++) {
            int channel = selection.next();
            same += channel == before ? 1 : 0;
            before = channel;
        }

        assertThat(same).isBetween(50, 200);
    }

    private static final class Empty implements ChannelQueues {
        @Override
        public int of(int channel) {
            return 0;
        }

        @Override
        public long read(int channel) {
            return 0;
        }
    }

    @Test
    void needsAChannel() {
        assertThatThrownBy(() -> new ShuffleChoice(0, SEED)).hasMessage("no channel");
    }
}
