package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelTest {
    /** A counter of that rate, with five records of noise each second. */
    private static Curve counter(int seconds, DoubleUnaryOperator rate) {
        Random random = new Random(5);
        double[] counts = new double[seconds + 1];
        Arrays.setAll(
                counts,
                second -> second == 0 ? 0 : rate.applyAsDouble(second) + 5 * random.nextGaussian());
        Arrays.parallelPrefix(counts, Double::sum);
        return new Curve(IntStream.rangeClosed(0, seconds).asDoubleStream().toArray(), counts);
    }

    private static Level level(int seconds, DoubleUnaryOperator rate) {
        return new Level(BatchMeans.of(counter(seconds, rate), 1, 0, seconds));
    }

    @Test
    void isCutIntoAtMostSixtyBatchesOfWholeSeconds() {
        BatchMeans batches = BatchMeans.of(counter(200, second -> 100), 3, 0.5, 200);

        assertThat(batches.batchSeconds()).isEqualTo(4);
        assertThat(batches.count()).isEqualTo(49);
        assertThat(batches.beginSecond()).isEqualTo(4);
        assertThat(batches.mean()).isCloseTo(300, within(6.0));
        assertThat(batches.halfWidth()).isBetween(1.0, 6.0);
        assertThatThrownBy(() -> BatchMeans.of(counter(9, second -> 100), 1, 0, 9))
                .hasMessage("a window of 9.0 s");
    }

    @Test
    void widensTheIntervalWhereNeighbouringBatchesAreAlike() {
        assertThat(BatchMeans.inflation(new double[] {1, 1, 1, -1, -1, -1}))
                .isCloseTo(3, within(1e-9));
        assertThat(BatchMeans.inflation(new double[] {1, -1, 1, -1})).isEqualTo(1);
        assertThat(BatchMeans.inflation(new double[4])).isEqualTo(1);
    }

    @Test
    void isKeptByARateThatOnlyVaries() {
        Level level = level(200, second -> 100);

        assertThat(level.shift()).isEmpty();
        assertThat(level.trends()).isFalse();
        assertThat(level.rulesOutDrift()).isTrue();
    }

    @Test
    void isNotKnownToBeKeptInAShortWindow() {
        assertThat(level(20, second -> 100).rulesOutDrift()).isFalse();
    }

    @Test
    void showsWhereItChanged() {
        assertThat(level(100, second -> second <= 40 ? 100 : 80).shift())
                .hasValueSatisfying(
                        shift -> {
                            assertThat(shift.second()).isEqualTo(40);
                            assertThat(shift.describe())
                                    .isEqualTo(
                                            "the throughput fell from 100 to 80 records/s at"
                                                    + " second 40");
                        });
    }

    @Test
    void showsATrend() {
        Level level = level(100, second -> 100 + second / 10);

        assertThat(level.trends()).isTrue();
        assertThat(level.rulesOutDrift()).isFalse();
        assertThat(level.driftPerMinute()).isCloseTo(6, within(1.5));
    }

    @Test
    void driftsWhereALineFitsBetterThanAnyStep() {
        assertThat(level(100, second -> 100 + second / 10).drifts()).isTrue();
        assertThat(level(100, second -> second <= 40 ? 100 : 80).drifts()).isFalse();
        assertThat(level(100, second -> 100).drifts()).isFalse();
    }

    @Test
    void putsUpWithAChangeOfLessThanAPerCentHoweverCertain() {
        double[] seconds = IntStream.rangeClosed(0, 100).asDoubleStream().toArray();
        double[] counts =
                Arrays.stream(seconds)
                        .map(second -> 1000 * second + second * second / 40)
                        .toArray();
        Level level = new Level(BatchMeans.of(new Curve(seconds, counts), 1, 0, 100));

        assertThat(level.shift()).isEmpty();
        assertThat(level.trends()).isFalse();
    }

    @Test
    void isInterruptedByAStandstillThatIsOutOfTheOrdinary() {
        Curve pausing = counter(60, second -> second > 20 && second <= 25 ? -1e9 : 100);
        double[] seconds = IntStream.rangeClosed(0, 60).asDoubleStream().toArray();
        double[] regular = Arrays.stream(seconds).map(second -> Math.floor(second / 5)).toArray();

        assertThat(Stall.longest(pausing, 0, 60)).contains(new Stall(20, 25));
        assertThat(Stall.longest(new Curve(seconds, regular), 0, 60)).isEmpty();
    }

    @Test
    void countsAgainOnlyWhenItLastedFiveTimesAsLongAsAStandstill() {
        assertThat(new Stall(20, 30).isOutweighedBy(49)).isFalse();
        assertThat(new Stall(20, 30).isOutweighedBy(50)).isTrue();
    }
}
