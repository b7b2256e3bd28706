package io.flinkvariance.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedRatiosTest {
    /** 1, 2, 3, …, in an order that is none. */
    private static PairedRatios ofFirst(int rounds) {
        double[] ratios = IntStream.rangeClosed(1, rounds).asDoubleStream().toArray();
        for (int round = 0; round < rounds; round++) {
            int other = (round * 7) % rounds;
            double one = ratios[round];
            ratios[round] = ratios[other];
            ratios[other] = one;
        }
        return new PairedRatios(ratios);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1.5", "15, 8", "16, 8.5"})
    void haveAMedian(int rounds, double median) {
        assertThat(ofFirst(rounds).median()).isEqualTo(median);
    }

    /** The ranks of the tables in textbooks. */
    @ParameterizedTest
    @CsvSource({"5, 1, 5", "6, 1, 6", "9, 2, 8", "15, 4, 12", "25, 8, 18"})
    void haveTheIntervalOfAMedian(int rounds, double lowest, double highest) {
        assertThat(ofFirst(rounds).lowest()).isEqualTo(lowest);
        assertThat(ofFirst(rounds).highest()).isEqualTo(highest);
    }

    @Test
    void haveAnIntervalThatHoldsTheMedianAsOftenAsItSays() {
        Random random = new Random(1);
        int held = 0;
        for (int trial = 0; trial < 10_000; trial++) {
            double[] drawn = new double[15];
            Arrays.setAll(drawn, round -> random.nextGaussian());
            PairedRatios ratios = new PairedRatios(drawn);
            if (ratios.lowest() <= 0 && ratios.highest() >= 0) {
                held++;
            }
        }

        assertThat(held).isBetween(9550, 9750);
    }

    @Test
    void needARound() {
        assertThatThrownBy(() -> new PairedRatios(new double[0])).hasMessage("no round");
    }
}
