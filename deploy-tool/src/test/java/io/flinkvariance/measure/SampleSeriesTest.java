package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleSeriesTest {
    private static final Sample FIRST = sample(1, 10);
    private static final Sample SECOND = sample(2, 20);
    private static final Sample THIRD = sample(3, 30);

    private final SampleSeries two = new SampleSeries(List.of(FIRST, SECOND));

    private static Sample sample(double second, long count) {
        return new Sample(
                second,
                3 * count,
                List.of(count, 2 * count),
                List.of(count, 2 * count),
                List.of(0.5 * count, 1.0 * count));
    }

    @Test
    void givesItsSamplesBackAsTheyWere() {
        assertThat(two.samples()).containsExactly(FIRST, SECOND);
        assertThat(two.with(THIRD).samples()).containsExactly(FIRST, SECOND, THIRD);
        assertThat(two.processed(1, 1)).isEqualTo(40);
    }

    @Test
    void isNotChangedByWhatIsAppended() {
        SampleSeries three = two.with(THIRD);
        SampleSeries other = two.with(sample(4, 40));

        assertThat(two.samples()).containsExactly(FIRST, SECOND);
        assertThat(three.samples()).containsExactly(FIRST, SECOND, THIRD);
        assertThat(other.samples()).containsExactly(FIRST, SECOND, sample(4, 40));
    }

    @Test
    void keepsItsSamplesBeyondTheFirstCapacity() {
        SampleSeries series = new SampleSeries(List.of());
        for (int second = 0; second < 200; second++) {
            series = series.with(sample(second, second));
        }

        assertThat(series.size()).isEqualTo(200);
        assertThat(series.samples().get(63)).isEqualTo(sample(63, 63));
        assertThat(series.samples().get(199)).isEqualTo(sample(199, 199));
        assertThat(series.from(150).samples().get(0)).isEqualTo(sample(150, 150));
        assertThat(series.first(10).lastSecond()).isEqualTo(9);
    }

    @Test
    void takesNoneOfSamplesOfWhichOneDoesNotContinue() {
        assertThatThrownBy(() -> two.with(List.of(THIRD, SECOND)))
                .hasMessage("sample 3 is not later than the one before");
        assertThatThrownBy(() -> two.with(sample(2, 20)))
                .hasMessage("sample 2 is not later than the one before");
        assertThatThrownBy(() -> two.with(sample(3, 19)))
                .hasMessage("sample 2 has a counter that is lower than before");
        assertThatThrownBy(() -> two.with(new Sample(3, 90, List.of(60L), List.of(), List.of())))
                .hasMessage("sample 2 has another shape");

        assertThat(two.with(THIRD).samples()).containsExactly(FIRST, SECOND, THIRD);
    }

    private static SampleSeries at(double... seconds) {
        return new SampleSeries(
                Arrays.stream(seconds).mapToObj(second -> sample(second, 1)).toList());
    }

    @Test
    void takesASampleInWhichNothingMoved() {
        assertThat(at(1, 2).with(sample(3, 1)).size()).isEqualTo(3);
    }

    @Test
    void hasNoSampleBeyondItsOwn() {
        SampleSeries shorter = two.with(THIRD).first(2);

        assertThatThrownBy(() -> shorter.second(2)).hasMessage("sample 2 of 2");
        assertThatThrownBy(() -> shorter.samples().get(2)).hasMessage("sample 2 of 2");
        assertThatThrownBy(() -> shorter.from(2).processed(0, -1)).hasMessage("sample -1 of 1");
    }

    @Test
    void lastsFromItsFirstSampleToItsLast() {
        assertThat(at(3, 4, 9).lengthSeconds()).isEqualTo(6);
        assertThat(at().lengthSeconds()).isZero();
    }

    @Test
    void isEmptyFromASecondAfterItsLastOn() {
        assertThat(two.from(3).isEmpty()).isTrue();
        assertThat(two.from(2).samples()).containsExactly(SECOND);
    }

    @Test
    void beginsAfterAStepOfMoreThanThreeOrdinaryOnes() {
        assertThat(at(0, 2, 4, 10, 12).afterLastGap()).isEqualTo(at(0, 2, 4, 10, 12));
        assertThat(at(0, 2, 4, 10.5, 12.5).afterLastGap()).isEqualTo(at(10.5, 12.5));
        assertThat(at(0, 2, 12, 14, 16, 26, 28).afterLastGap()).isEqualTo(at(26, 28));
    }

    @Test
    void takesMostOfItsStepsForOrdinaryWhereverTheGapIs() {
        assertThat(at(0, 1, 2, 12, 13, 14).afterLastGap()).isEqualTo(at(12, 13, 14));
        assertThat(at(0, 10, 11, 12).afterLastGap()).isEqualTo(at(10, 11, 12));
    }

    @Test
    void hasNoGapWhereItIsTooShortToShowOne() {
        assertThat(at(0, 9).afterLastGap()).isEqualTo(at(0, 9));
        assertThat(at(9).afterLastGap()).isEqualTo(at(9));
        assertThat(at().afterLastGap()).isEqualTo(at());
    }

    @Test
    void isEqualToAnotherOfTheSameSamples() {
        assertThat(two.with(THIRD).first(2)).isEqualTo(two).hasSameHashCodeAs(two);
        assertThat(two.with(THIRD)).isNotEqualTo(two).doesNotHaveSameHashCodeAs(two);
    }
}
