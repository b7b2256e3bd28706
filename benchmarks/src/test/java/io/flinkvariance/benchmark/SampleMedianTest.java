package io.flinkvariance.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleMedianTest {
    /** 1, 2, 3, …, in an order that is none. */
    private static SampleMedian ofFirst(int rounds) {
        double[] ratios = IntStream.rangeClosed(1, rounds).asDoubleStream().toArray();
        for (int round = 0; round < rounds; round++) {
            int other = (round * 7) % rounds;
            double one = ratios[round];
            ratios[round] = ratios[other];
            ratios[other] = one;
        }
        return new SampleMedian(ratios);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1.5", "15, 8", "16, 8.5"})
    void isInTheMiddle(int rounds, double median) {
        assertThat(ofFirst(rounds).median()).isEqualTo(median);
    }

    /** The ranks of the tables in textbooks. */
    @ParameterizedTest
    @CsvSource({"5, 1, 5", "6, 1, 6", "9, 2, 8", "15, 4, 12", "25, 8, 18"})
    void hasTheRanksOfTextbooks(int rounds, double lowest, double highest) {
        assertThat(ofFirst(rounds).lowest()).isEqualTo(lowest);
        assertThat(ofFirst(rounds).highest()).isEqualTo(highest);
    }

    @Test
    void hasAnIntervalThatHoldsTheMedianAsOftenAsItSays() {
        Random random = new Random(1);
        int held = 0;
        for (int trial = 0; trial < 10_000; trial++) {
            double[] drawn = new double[15];
            Arrays.setAll(drawn, round -> random.nextGaussian());
            SampleMedian sample = new SampleMedian(drawn);
            if (sample.lowest() <= 0 && sample.highest() >= 0) {
                held++;
            }
        }

        assertThat(held).isBetween(9550, 9750);
    }

    @Test
    void needsAFigure() {
        assertThatThrownBy(() -> new SampleMedian(new double[0])).hasMessage("no figure");
    }
}
