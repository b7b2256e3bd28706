package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PowerOfTwoChoiceTest {
    @Property(tries = 100)
    void looksAtTwoDifferentChannelsAndTakesTheEmptier(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5000) int channels) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(new SentCounts(channels), seed);
        int[] looked = new int[2];
        int[] looks = new int[1];

        int chosen =
                choice.choose(
                        channel -> {
                            looked[looks[0]++] = channel;
                            return channel;
                        });

        assertThat(looks[0]).isEqualTo(2);
        assertThat(looked[0]).isNotEqualTo(looked[1]);
        assertThat(chosen).isEqualTo(Math.min(looked[0], looked[1]));
    }

    @Property(tries = 50)
    void neverTakesTheOneThatIsFullerThanAllOthers(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 50) int channels) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(new SentCounts(channels), seed);
        for (int record = 0; record < 1000; record++) {
            assertThat(choice.choose(channel -> channel == 0 ? 1 : 0)).isNotZero();
        }
    }

    @Property(tries = 50)
    void noChannelStarves(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int channels) {
        SentCounts sent = new SentCounts(channels);
        PowerOfTwoChoice choice = new PowerOfTwoChoice(sent, seed);
        for (int record = 0; record < 100 * channels; record++) {
            sent.increment(choice.choose(channel -> 0));
        }

        // Equals are told apart by what they were sent, so they stay far closer than random ones.
        assertThat(sent.least()).isGreaterThan(80);
        assertThat(sent.most()).isLessThan(120);
    }

    @Test
    void ofEqualsTakesTheOneWhoseQueueMoves() {
        SentCounts sent = new SentCounts(2);
        PowerOfTwoChoice choice = new PowerOfTwoChoice(sent, 1);
        choice.choose(channel -> 2);
        for (int record = 0; record < 10; record++) {
            sent.increment(0);
            sent.increment(1);
        }
        choice.choose(channel -> channel == 0 ? 2 : 1);

        assertThat(choice.choose(channel -> 2)).isEqualTo(1);
    }

    @Test
    void drawsTheSameFromTheSameSeed() {
        int[] first = draws(7);

        assertThat(draws(7)).isEqualTo(first);
        assertThat(draws(8)).isNotEqualTo(first);
    }

    private static int[] draws(long seed) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(new SentCounts(100), seed);
        int[] draws = new int[50];
        Arrays.setAll(draws, draw -> choice.choose(channel -> 0));
        return draws;
    }

    @Test
    void needsAChannel() {
        SentCounts none = new SentCounts(0);

        assertThatThrownBy(() -> new PowerOfTwoChoice(none, 1)).hasMessage("no channel");
    }
}
