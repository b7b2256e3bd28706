package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BatchMeansTest {
    /** Rates of 10, 12, 14, 13 and 11 in batches of two seconds from second 10 on. */
    private static final Curve FIVE =
            new Curve(new double[] {10, 12, 14, 16, 18, 20}, new double[] {0, 20, 44, 72, 98, 120});

    private final BatchMeans five = BatchMeans.of(FIVE, 1, 10, 20);

    @Test
    void areAtLeastFive() {
        assertThat(five.count()).isEqualTo(5);
        assertThatThrownBy(() -> BatchMeans.of(FIVE, 1, 10.5, 20)).hasMessage("a window of 9.5 s");
    }

    @Test
    void leaveOutAtTheBeginningWhatDoesNotFillOne() {
        BatchMeans later = BatchMeans.of(FIVE, 2, 9, 20);

        assertThat(later.beginSecond()).isEqualTo(10);
        assertThat(later.bound(0)).isEqualTo(10);
        assertThat(later.bound(5)).isEqualTo(20);
        assertThat(later.mean()).isEqualTo(24);
    }

    @Test
    void areOfTwoSecondsUpToTwoMinutesAndOfMoreFromThereOn() {
        Curve even = new Curve(new double[] {0, 200}, new double[] {0, 2000});

        assertThat(BatchMeans.of(even, 1, 0, 120).batchSeconds()).isEqualTo(2);
        assertThat(BatchMeans.of(even, 1, 0, 121).batchSeconds()).isEqualTo(3);
        assertThat(BatchMeans.of(even, 1, 80, 200).batchSeconds()).isEqualTo(2);
    }

    @Test
    void areNotKnownBetterThanToHalfARecordInABatch() {
        Curve even = new Curve(new double[] {0, 200}, new double[] {0, 2000});

        assertThat(BatchMeans.of(even, 3, 0, 200).leastDeviation()).isEqualTo(3 * 0.5 / 4);
    }

    @Test
    void giveAnIntervalByStudentsT() {
        // Mean 12; residuals -2, 0, 2, 1, -1; squares 10, products 1; t(4) = 2.7764.
        assertThat(five.squares(0, 5)).isCloseTo(10, within(1e-9));
        assertThat(five.halfWidth())
                .isCloseTo(2.7764 * Math.sqrt(10 / 4.0 * (1.1 / 0.9) / 5), within(1e-4));
    }

    @Test
    void haveSquaresAboutTheMeanOfAnyPart() {
        assertThat(five.squares(0, 3)).isCloseTo(8, within(1e-9));
        assertThat(five.squares(3, 5)).isCloseTo(2, within(1e-9));
    }

    @Test
    void deviateByTheRootOfTheirSquaresPerDegreeOfFreedom() {
        assertThat(five.deviation(90, 10, 4)).isCloseTo(6, within(1e-9));
    }

    @Test
    void deviateByHalfARecordUnlessTheyAreEvenToTheRounding() {
        double rounding = 1e-6 * five.leastDeviation();
        double above = 2 * rounding;
        double below = rounding / 2;

        assertThat(five.deviation(above * above, 1, 1)).isEqualTo(0.25);
        assertThat(five.deviation(rounding * rounding, 1, 1)).isEqualTo(0.25);
        assertThat(five.deviation(below * below, 1, 1)).isCloseTo(below, within(1e-12));
        assertThat(five.deviation(0, 1, 1)).isZero();
    }

    @Test
    void leaveWhatIsNotOnALineThroughTheirMiddle() {
        assertThat(five.residuals(12, 0)).containsExactly(-2, 0, 2, 1, -1);
        assertThat(five.residuals(12, 0.5)).containsExactly(-1, 0.5, 2, 0.5, -2);
    }

    @Test
    void areInflatedByTheCorrelationOfNeighbours() {
        // Squares 10, products 2 - 1 + 2.
        assertThat(BatchMeans.inflation(new double[] {2, 1, -1, -2}))
                .isCloseTo(1.3 / 0.7, within(1e-9));
        assertThat(BatchMeans.inflation(new double[] {1, 1, 1, 1, 1, 1}))
                .as("no more than for a correlation of 0.8")
                .isCloseTo(9, within(1e-9));
    }
}
