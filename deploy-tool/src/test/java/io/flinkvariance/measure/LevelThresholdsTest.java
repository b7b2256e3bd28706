package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a level stops being one, from both sides; the errors are worked out by hand. */
class LevelThresholdsTest {
    private static final double NOISE = 10;

    /** Even about any line, and neighbours are no more alike than not. */
    private static final double[] INDEPENDENT = {1, -1, -1, 1, -1, 1, 1, -1};

    /** Even about any line, too, but in pairs and more: a correlation of 3/16 at lag 1. */
    private static final double[] ALIKE = {1, 1, -1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, -1, 1, 1};

    /** Even in each half, with a correlation of 9/16 at lag 1. */
    private static final double[] HALVES = {1, 1, 1, 1, -1, -1, -1, -1};

    private static final int COUNT = 16;

    /** Batches of two seconds with these rates. */
    private static Level level(double... rates) {
        double[] seconds = new double[rates.length + 1];
        double[] counts = new double[rates.length + 1];
        for (int batch = 0; batch < rates.length; batch++) {
            seconds[batch + 1] = seconds[batch] + 2;
            counts[batch + 1] = counts[batch] + 2 * rates[batch];
        }
        return new Level(BatchMeans.of(new Curve(seconds, counts), 1, 0, seconds[rates.length]));
    }

    private static double[] line(int count, double mean, double slopePerBatch) {
        return IntStream.range(0, count)
                .mapToDouble(batch -> mean + slopePerBatch * (batch - (count - 1) / 2.0))
                .toArray();
    }

    private static double[] step(int before, double rateBefore, int after, double rateAfter) {
        return DoubleStream.concat(
                        DoubleStream.generate(() -> rateBefore).limit(before),
                        DoubleStream.generate(() -> rateAfter).limit(after))
                .toArray();
    }

    private static double[] noisy(double[] rates, double... pattern) {
        double[] noisy = rates.clone();
        Arrays.setAll(noisy, batch -> rates[batch] + NOISE * pattern[batch % pattern.length]);
        return noisy;
    }

    private static double inflation(double correlation) {
        return (1 + correlation) / (1 - correlation);
    }

    /** Of the noise about a line or a step, which take two degrees of freedom. */
    private static double deviation(double inflation) {
        return NOISE * Math.sqrt(COUNT / (COUNT - 2.0) * inflation);
    }

    /** Of the slope per batch, by the squares of -7.5, -6.5, … 7.5. */
    private static double slopeError(double inflation) {
        return deviation(inflation) / Math.sqrt(340);
    }

    @Test
    void trendsFromThreeDeviationsOfKendallsTauOn() {
        // Of ten independent rates the deviation is the root of 125, and three of them are 33.5.
        assertThat(level(150, 100, 110, 120, 130, 140, 160, 170, 180, 190).trends())
                .as("40 pairs up, 5 down")
                .isTrue();
        assertThat(level(160, 100, 110, 120, 130, 140, 150, 170, 180, 190).trends())
                .as("39 pairs up, 6 down")
                .isFalse();
        assertThat(level(140, 190, 180, 170, 160, 150, 130, 120, 110, 100).trends())
                .as("40 pairs down, 5 up")
                .isTrue();
        assertThat(level(130, 190, 180, 170, 160, 150, 140, 120, 110, 100).trends())
                .as("39 pairs down, 6 up")
                .isFalse();
    }

    @Test
    void putsUpWithALineOfExactlyAPerCent() {
        assertThat(level(line(10, 1000, 1)).trends()).isFalse();
        assertThat(level(line(10, 1000, 1.01)).trends()).isTrue();
        assertThat(level(line(10, 1000, -1)).drifts()).isFalse();
        assertThat(level(line(10, 1000, -1.01)).drifts()).isTrue();
    }

    @Test
    void hasTheDriftOfItsLine() {
        assertThat(level(line(5, 100, 1)).driftPerMinute()).isCloseTo(30, within(1e-9));
        assertThat(level(100, 100, 100, 110, 110).driftPerMinute()).isCloseTo(90, within(1e-9));
    }

    @Test
    void rulesOutDriftUpToFourPerCentAMinute() {
        assertThat(level(line(10, 750, 1)).rulesOutDrift()).isTrue();
        assertThat(level(line(10, 749, 1)).rulesOutDrift()).isFalse();
        assertThat(level(line(10, 749, -1)).rulesOutDrift()).isFalse();
    }

    private static void assertRulesOutDriftOfNoMoreThanItCanBe(double[] pattern, double inflation) {
        double most = 30 * (1 + 3.2 * slopeError(inflation));

        assertThat(level(noisy(line(COUNT, 1.001 * most / 0.04, 1), pattern)).rulesOutDrift())
                .isTrue();
        assertThat(level(noisy(line(COUNT, 0.999 * most / 0.04, 1), pattern)).rulesOutDrift())
                .isFalse();
    }

    @Test
    void addsThreeErrorsAndAFifthToADriftThatIsToBeRuledOut() {
        assertRulesOutDriftOfNoMoreThanItCanBe(INDEPENDENT, 1);
        assertRulesOutDriftOfNoMoreThanItCanBe(ALIKE, inflation(3 / 16.0));
    }

    private static void assertDriftsFromThreeErrorsOn(double[] pattern, double inflation) {
        double three = 3 * slopeError(inflation);

        assertThat(level(noisy(line(COUNT, 1000, 1.01 * three), pattern)).drifts()).isTrue();
        assertThat(level(noisy(line(COUNT, 1000, 0.99 * three), pattern)).drifts()).isFalse();
    }

    @Test
    void driftsFromThreeErrorsOn() {
        assertDriftsFromThreeErrorsOn(INDEPENDENT, 1);
        assertDriftsFromThreeErrorsOn(ALIKE, inflation(3 / 16.0));
    }

    @Test
    void doesNotDriftWhereAStepOfTheLastTwoBatchesFitsBetter() {
        // About the line there are 4.4 left, about the step 2.
        assertThat(level(100, 100, 100, 104, 106).drifts()).isFalse();
        assertThat(level(106, 104, 100, 100, 100).drifts()).isFalse();
        assertThat(level(100, 101, 102, 104, 106).drifts()).isTrue();
    }

    @Test
    void putsUpWithAStepOfExactlyAPerCent() {
        assertThat(level(step(5, 995, 5, 1005)).shift()).isEmpty();
        assertThat(level(step(5, 994.5, 5, 1005.5)).shift())
                .contains(new Level.Shift(10, 994.5, 1005.5));
    }

    private static void assertShiftsFromFourAndAHalfErrorsOn(double[] pattern, double inflation) {
        double most = 4.5 * deviation(inflation) * Math.sqrt(1 / 8.0 + 1 / 8.0);

        assertThat(level(noisy(step(8, 1000, 8, 1000 + 1.01 * most), pattern)).shift())
                .hasValueSatisfying(
                        shift -> {
                            assertThat(shift.second()).isEqualTo(16);
                            assertThat(shift.before()).isCloseTo(1000, within(1e-9));
                            assertThat(shift.after()).isCloseTo(1000 + 1.01 * most, within(1e-9));
                        });
        assertThat(level(noisy(step(8, 1000, 8, 1000 + 0.99 * most), pattern)).shift()).isEmpty();
        assertThat(level(noisy(step(8, 1000, 8, 1000 - 1.01 * most), pattern)).shift()).isPresent();
        assertThat(level(noisy(step(8, 1000, 8, 1000 - 0.99 * most), pattern)).shift()).isEmpty();
    }

    @Test
    void shiftsFromFourAndAHalfErrorsOn() {
        assertShiftsFromFourAndAHalfErrorsOn(INDEPENDENT, 1);
        assertShiftsFromFourAndAHalfErrorsOn(HALVES, inflation(9 / 16.0));
    }

    @Test
    void saysWhichWayItChanged() {
        assertThat(new Level.Shift(4, 100, 120).describe())
                .isEqualTo("the throughput rose from 100 to 120 records/s at second 4");
        assertThat(new Level.Shift(4, 120, 100).describe())
                .isEqualTo("the throughput fell from 120 to 100 records/s at second 4");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 17, 18})
    void shiftsByNoLessThanTwoBatchesAtEitherEnd(int before) {
        double[] rates = step(before, 1000, 20 - before, 1200);

        assertThat(level(rates).shift()).contains(new Level.Shift(2.0 * before, 1000, 1200));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 19})
    void doesNotShiftByASingleBatchAtEitherEnd(int before) {
        assertThat(level(noisy(step(before, 1000, 20 - before, 1200), INDEPENDENT)).shift())
                .isEmpty();
    }

    @Test
    void namesTheFirstOfTwoChangesThatAreAsStrong() {
        double[] dented = step(30, 1000, 30, 1000);
        dented[0] = 952;
        dented[1] = 990;
        dented[58] = 990;
        dented[59] = 952;

        assertThat(level(dented).shift()).contains(new Level.Shift(4, 971, 999));
    }
}
