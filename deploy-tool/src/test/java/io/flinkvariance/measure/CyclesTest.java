package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CyclesTest {
    private static final double[] SECONDS = {0, 1, 2, 3, 4, 5, 6};

    @Test
    void reachFromEachReturnToTheLevelToTheNext() {
        Curve saw = new Curve(SECONDS, new double[] {4, 0, 4, 0, 4, 0, 4});

        Cycles cycles = Cycles.of(saw, 1);

        assertThat(cycles.seconds()).containsExactly(0.75, 2.75, 4.75);
        assertThat(cycles.count()).isEqualTo(2);
        assertThat(cycles.lengthSeconds()).isEqualTo(4);
        assertThat(cycles.longestSeconds()).isEqualTo(2);
    }

    @Test
    void reachFromWhereTheQueueComesDownOnTheLevelAndNotFromWhereItLeavesIt() {
        Curve saw = new Curve(SECONDS, new double[] {4, 2, 1, 4, 2, 1, 4});

        assertThat(Cycles.of(saw, 2).seconds()).containsExactly(1.0, 4.0);
    }

    @Test
    void reachFromWhereTheQueueCrossesTheLevelBetweenSamplesOfAnyLength() {
        Curve saw = new Curve(new double[] {10, 12, 16, 18, 22}, new double[] {9, 1, 9, 9, 1});

        assertThat(Cycles.of(saw, 3).seconds()).containsExactly(11.5, 21.0);
    }

    @Test
    void areNoneInAQueueThatOnlyGrows() {
        assertThat(Cycles.of(new Curve(SECONDS, new double[] {0, 1, 2, 3, 4, 5, 6}), 3).count())
                .isZero();
    }

    @Test
    void areAllSamplesOfAQueueThatNeverMoves() {
        assertThat(Cycles.of(new Curve(SECONDS, new double[7]), 0).count()).isEqualTo(6);
    }

    @Test
    void areAllSamplesOfAQueueThatMovesByARecordOrTwo() {
        Curve still = new Curve(SECONDS, new double[] {5, 6, 7, 5, 6, 5, 7});

        assertThat(Cycles.of(still, 6).count()).isEqualTo(6);
        assertThat(Cycles.of(still, 6).without(2).begin()).isEqualTo(2);
    }

    @Test
    void makeBatchesOfALeastLength() {
        Curve saw = new Curve(SECONDS, new double[] {4, 0, 4, 0, 4, 0, 4});
        Cycles cycles = Cycles.of(saw, 1);

        assertThat(cycles.batchBounds(1)).containsExactly(0.75, 2.75, 4.75);
        assertThat(cycles.batchBounds(3)).containsExactly(0.75, 4.75);
        assertThat(cycles.batchBounds(5)).containsExactly(0.75);
    }
}
