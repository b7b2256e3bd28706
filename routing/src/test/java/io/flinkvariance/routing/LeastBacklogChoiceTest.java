package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LeastBacklogChoiceTest {
    private static final int MANY = 4096;

    private static int[] ints(List<Integer> given) {
        return given.stream().mapToInt(Integer::intValue).toArray();
    }

    @Property(tries = 200)
    void isTheLeastOfUpTo16Channels(
            @ForAll @Size(min = 1, max = 16) List<@IntRange(max = 200) Integer> given,
            @ForAll @IntRange(max = 40) int before) {
        int[] backlogs = ints(given);
        LeastBacklogChoice choice = new LeastBacklogChoice(backlogs.length);
        for (int record = 0; record < before; record++) {
            choice.choose(channel -> 0);
        }

        int chosen = choice.choose(channel -> backlogs[channel]);

        assertThat(backlogs[chosen]).isEqualTo(Arrays.stream(backlogs).min().getAsInt());
    }

    @Property(tries = 200)
    void isAmongTheLeastSixteenthOfMoreToAnEighthOfABacklog(
            @ForAll @Size(min = 17, max = 300) List<@IntRange(max = 1_000_000) Integer> given) {
        int[] backlogs = ints(given);
        LeastBacklogChoice choice = new LeastBacklogChoice(backlogs.length);
        int[] sorted = Arrays.stream(backlogs).sorted().toArray();
        int most = sorted[Math.max(0, backlogs.length / 16 - 1)];

        for (int record = 0; record < 50; record++) {
            assertThat(backlogs[choice.choose(channel -> backlogs[channel])])
                    .isLessThanOrEqualTo(most + most / 8);
        }
    }

    @Property(tries = 200)
    void listsNoneBeforeOneThatHasAnEighthLess(
            @ForAll @Size(min = 64, max = 300) List<@IntRange(max = 1_000_000) Integer> given) {
        int[] backlogs = ints(given);
        LeastBacklogChoice choice = new LeastBacklogChoice(backlogs.length);
        int before = 0;

        for (int record = 0; record < backlogs.length / 16; record++) {
            int chosen = backlogs[choice.choose(channel -> backlogs[channel])];
            assertThat(chosen + chosen / 8).isGreaterThanOrEqualTo(before);
            before = chosen;
        }
    }

    @Property
    void levelsGrowWithBacklogsAndTellAnEighthApart(
            @ForAll @IntRange(max = Integer.MAX_VALUE) int one,
            @ForAll @IntRange(max = Integer.MAX_VALUE) int other) {
        int less = Math.min(one, other);
        int more = Math.max(one, other);

        assertThat(LeastBacklogChoice.level(less))
                .isLessThanOrEqualTo(LeastBacklogChoice.level(more));
        if (more - less > more / 8) {
            assertThat(LeastBacklogChoice.level(less)).isLessThan(LeastBacklogChoice.level(more));
        }
    }

    @Test
    void backlogsOfLessThanTwoRecordsAreToldApart() {
        assertThat(IntStream.range(0, 16).map(LeastBacklogChoice::level))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    /** Each of nine bytes, as the kit's records are; the slow one reads nothing. */
    @Property(tries = 50)
    void aChannelThatIsNotReadGetsNoMoreThanOneRecordBeyondTheOthers(
            @ForAll @IntRange(min = 2, max = 16) int channels,
            @ForAll @IntRange(max = 15) int unread) {
        int[] backlogs = new int[channels];
        int slow = unread % channels;
        LeastBacklogChoice choice = new LeastBacklogChoice(channels);
        for (int record = 0; record < 500; record++) {
            int chosen = choice.choose(channel -> backlogs[channel]);
            if (chosen == slow) {
                backlogs[slow] += 9;
            }
        }

        assertThat(backlogs[slow]).isEqualTo(9);
    }

    @Test
    void equalsTakeTurns() {
        LeastBacklogChoice choice = new LeastBacklogChoice(3);
        int[] taken = new int[6];
        Arrays.setAll(taken, record -> choice.choose(channel -> 0));

        assertThat(taken).containsExactly(1, 2, 0, 1, 2, 0);
    }

    @Test
    void equalsTakeTurnsAmongManyToo() {
        LeastBacklogChoice choice = new LeastBacklogChoice(MANY);
        Set<Integer> taken = new HashSet<>();
        for (int record = 0; record < MANY; record++) {
            taken.add(choice.choose(channel -> 0));
        }

        assertThat(taken).hasSize(MANY);
    }

    @Test
    void oneThatFilledUpMeanwhileIsPassedOver() {
        int[] backlogs = new int[64];
        LeastBacklogChoice choice = new LeastBacklogChoice(backlogs.length);
        int first = choice.choose(channel -> backlogs[channel]);
        backlogs[(first + 1) % backlogs.length] = 1;

        assertThat(choice.choose(channel -> backlogs[channel]))
                .isEqualTo((first + 2) % backlogs.length);
    }

    @Test
    void theOnlyIdleOneOfManyGetsWorkWithinASixteenthOfThem() {
        int[] backlogs = new int[MANY];
        Arrays.fill(backlogs, 2);
        LeastBacklogChoice choice = new LeastBacklogChoice(MANY);
        choice.choose(channel -> backlogs[channel]);
        backlogs[777] = 0;
        int records = 0;
        int chosen;
        do {
            chosen = choice.choose(channel -> backlogs[channel]);
            backlogs[chosen]++;
            records++;
        } while (chosen != 777);

        assertThat(records).isLessThanOrEqualTo(MANY / 16);
    }

    @Test
    void looksSixteenTimesARecordHoweverManyChannelsThereAre() {
        int[] backlogs = new int[MANY];
        Arrays.setAll(backlogs, channel -> channel % 60);
        LeastBacklogChoice choice = new LeastBacklogChoice(MANY);
        long[] looks = new long[1];
        int records = 10_000;
        for (int record = 0; record < records; record++) {
            choice.choose(
                    channel -> {
                        looks[0]++;
                        return backlogs[channel];
                    });
        }

        assertThat((double) looks[0] / records).isLessThan(18);
    }

    @Test
    void needsAChannel() {
        assertThatThrownBy(() -> new LeastBacklogChoice(0)).hasMessage("no channel");
    }
}
