package io.flinkvariance.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestQueueTest {
    private static int after(int last, int... lengths) {
        return ShortestQueue.after(last, lengths.length, channel -> lengths[channel]);
    }

    @ParameterizedTest(name = "whatever was last: {0}")
    @CsvSource({"0", "1", "2", "3"})
    void isTakenWhereverItIs(int last) {
        assertThat(after(last, 0, 5, 5, 5)).isZero();
        assertThat(after(last, 9, 3, 2, 3)).isEqualTo(2);
        assertThat(after(last, 2, 2, 2, 1)).isEqualTo(3);
    }

    @Test
    void takesTurnsWithItsEquals() {
        int[] none = {0, 0, 0};
        int[] taken = new int[6];
        int last = 0;
        for (int record = 0; record < taken.length; record++) {
            last = after(last, none);
            taken[record] = last;
        }

        assertThat(taken).containsExactly(1, 2, 0, 1, 2, 0);
    }

    @Test
    void takesTurnsAmongTheShortestOnly() {
        assertThat(after(0, 1, 7, 1, 7)).isEqualTo(2);
        assertThat(after(2, 1, 7, 1, 7)).isZero();
    }

    @Test
    void isTheOnlyOneThereIs() {
        assertThat(after(0, Integer.MAX_VALUE)).isZero();
    }

    @Test
    void keepsQueuesLevelWhateverTheyBeganWith() {
        int[] lengths = {40, 0, 10, 3};
        int last = 0;
        for (int record = 0; record < 200; record++) {
            last = after(last, lengths);
            lengths[last]++;
        }

        assertThat(IntStream.of(lengths).max().getAsInt() - IntStream.of(lengths).min().getAsInt())
                .isLessThanOrEqualTo(1);
    }
}
