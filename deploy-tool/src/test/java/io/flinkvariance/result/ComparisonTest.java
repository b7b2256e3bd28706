package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final int BATCHES = 12;
    private static final int BATCH_SECONDS = 5;
    private static final int COMPARISONS = 1000;

    private static Comparison compare(RunResult.Throughput one, RunResult.Throughput other) {
        return Comparison.of("a", one, "b", other, List.of());
    }

    /** A run whose records a second are skewed, and spread by that share of the mean. */
    private static RunResult.Throughput run(Random random, double mean, double spread) {
        double[] batches = new double[BATCHES];
        double sum = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            for (int second = 0; second < BATCH_SECONDS; second++) {
                double skewed = -Math.log(1 - random.nextDouble()) - 1;
                batches[batch] += mean * (1 + spread * skewed) / BATCH_SECONDS;
            }
            sum += batches[batch];
        }
        double average = sum / BATCHES;
        double squares = 0;
        for (double batch : batches) {
            squares += (batch - average) * (batch - average);
        }
        double error = Math.sqrt(squares / (BATCHES - 1) / BATCHES);
        double quantile = TDistribution.of(BATCHES - 1).inverseCumulativeProbability(0.975);
        return new RunResult.Throughput(
                average, quantile * error, BATCHES * BATCH_SECONDS, 10, BATCHES, null, null, null);
    }

    private static int calledDifferent(double factor) {
        Random random = new Random(20190805);
        int different = 0;
        for (int comparison = 0; comparison < COMPARISONS; comparison++) {
            // The spreads differ, as those of two routers do.
            if (compare(run(random, 100, 0.06), run(random, factor * 100, 0.03)).differs()) {
                different++;
            }
        }
        return different;
    }

    @Test
    void callsEqualRunsDifferentAsSeldomAsItSays() {
        assertThat(calledDifferent(1)).isBetween(30, 65);
    }

    @Test
    void findsADifferenceOfFivePercent() {
        assertThat(calledDifferent(1.05)).isGreaterThanOrEqualTo(950);
    }

    /** Standard errors of 1 and 2, each with 11 degrees of freedom: 25 / (1/11 + 16/11) in all. */
    @Test
    void isWelchsTest() {
        RunResult.Throughput one =
                new RunResult.Throughput(100, 2.20099, 60, 0, 12, null, null, null);
        RunResult.Throughput other =
                new RunResult.Throughput(104, 4.40197, 60, 0, 12, null, null, null);

        Comparison comparison = compare(one, other);

        assertThat(comparison.degreesOfFreedom()).isEqualTo(16.176, within(0.001));
        assertThat(comparison.difference()).isEqualTo(4);
        assertThat(comparison.differenceCi95()).isEqualTo(4.736, within(0.01));
        assertThat(comparison.pValue()).isEqualTo(0.0925, within(0.001));
        assertThat(comparison.differs()).isFalse();
    }

    @Test
    void isARegressionOnlyWhereTheIntervalLeavesNoDoubt() {
        RunResult.Throughput before = new RunResult.Throughput(100, 1, 60, 0, 12, null, null, null);
        Comparison slower =
                compare(before, new RunResult.Throughput(90, 1, 60, 0, 12, null, null, null));

        assertThat(slower.isSlowerBy(5)).isTrue();
        assertThat(slower.isSlowerBy(9)).isFalse();
        assertThat(compare(before, before).isSlowerBy(0)).isFalse();
    }

    @Test
    void copesWithRunsThatDoNotVary() {
        RunResult.Throughput one = new RunResult.Throughput(100, 0, 60, 0, 12, null, null, null);

        assertThat(compare(one, one).differs()).isFalse();
        assertThat(
                        compare(one, new RunResult.Throughput(101, 0, 60, 0, 12, null, null, null))
                                .differs())
                .isTrue();
    }

    /** Their fourth powers are nothing, and more than a double holds. */
    @Test
    void hasADegreeOfFreedomOfIntervalsOfAnySize() {
        for (double ci95 : new double[] {1e-99, 1e100}) {
            RunResult.Throughput run =
                    new RunResult.Throughput(1, ci95, 60, 10, BATCHES, null, null, null);

            assertThat(compare(run, run).degreesOfFreedom()).isCloseTo(22, within(1e-9));
        }
    }
}
