package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PowerOfTwoChoiceTest {
    @Property(tries = 100)
    void takesTheEmptiestOfThreeHoweverManyThereAre(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5000) int channels) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(channels, seed);
        for (int record = 0; record < 20; record++) {
            Set<Integer> looked = new HashSet<>();
            int chosen =
                    choice.choose(
                            channel -> {
                                looked.add(channel);
                                return channel;
                            });

            assertThat(looked).hasSizeBetween(2, 3);
            assertThat(chosen).isEqualTo(looked.stream().min(Integer::compare).get());
        }
    }

    @Property(tries = 50)
    void neverTakesTheOneThatIsFullerThanAllOthers(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 50) int channels) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(channels, seed);
        for (int record = 0; record < 1000; record++) {
            assertThat(choice.choose(channel -> channel == 0 ? 1 : 0)).isNotZero();
        }
    }

    @Property(tries = 50)
    void equalsTakeTurns(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int channels) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(channels, seed);
        int first = choice.choose(channel -> 3);
        for (int record = 1; record < 3 * channels; record++) {
            assertThat(choice.choose(channel -> 3)).isEqualTo((first + record) % channels);
        }
    }

    @Property(tries = 50)
    void anIdleChannelIsFoundWithinATurnAndKeptUntilItHasAsMuch(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 50) int channels) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(channels, seed);
        int[] backlogs = new int[channels];
        Arrays.fill(backlogs, 2);
        backlogs[channels / 2] = 0;
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < channels) {
            chosen.add(choice.choose(channel -> backlogs[channel]));
        }

        assertThat(chosen).contains(channels / 2);
        assertThat(choice.choose(channel -> backlogs[channel])).isEqualTo(channels / 2);
        backlogs[channels / 2] = 2;
        Set<Integer> after = new HashSet<>();
        for (int record = 0; record < channels; record++) {
            after.add(choice.choose(channel -> backlogs[channel]));
        }
        assertThat(after).hasSize(channels);
    }

    /** Each of nine bytes, as the kit's records are; the slow one reads nothing. */
    @Property(tries = 50)
    void aChannelThatIsNotReadGetsNoMoreThanOneRecordBeyondTheOthers(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 50) int channels) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(channels, seed);
        int unread = 0;
        for (int record = 0; record < 500; record++) {
            int slow = unread;
            if (choice.choose(channel -> channel == 0 ? slow : 0) == 0) {
                unread += 9;
            }
        }

        assertThat(unread).isLessThanOrEqualTo(9);
    }

    @Test
    void drawsTheSameFromTheSameSeed() {
        int[] first = draws(7);

        assertThat(draws(7)).isEqualTo(first);
        assertThat(draws(8)).isNotEqualTo(first);
    }

    private static int[] draws(long seed) {
        PowerOfTwoChoice choice = new PowerOfTwoChoice(100, seed);
        int[] draws = new int[50];
        Arrays.setAll(draws, draw -> choice.choose(channel -> channel % 7));
        return draws;
    }

    @Test
    void needsAChannel() {
        assertThatThrownBy(() -> new PowerOfTwoChoice(0, 1)).hasMessage("no channel");
    }
}
