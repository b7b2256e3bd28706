package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurveTest {
    private final Curve curve = new Curve(new double[] {0, 1, 3}, new double[] {0, 10, 14});

    @Test
    void isStraightBetweenItsPoints() {
        assertThat(curve.at(0.5)).isEqualTo(5);
        assertThat(curve.at(1)).isEqualTo(10);
        assertThat(curve.at(2)).isEqualTo(12);
    }

    @Test
    void staysAtItsEnds() {
        assertThat(curve.at(-1)).isZero();
        assertThat(curve.at(9)).isEqualTo(14);
    }

    @Test
    void hasARateAndATimeAverage() {
        assertThat(curve.rate(0.5, 2)).isCloseTo(7 / 1.5, within(1e-9));
        assertThat(curve.mean(0, 3)).isCloseTo((5 + 24) / 3.0, within(1e-9));
        assertThat(curve.mean(1, 3)).isEqualTo(12);
    }

    @Test
    void hasATimeAverageOverAnyPartOfIt() {
        // From 5 to 10 in half a second, and from 10 to 12 in one.
        assertThat(curve.mean(0.5, 2)).isCloseTo((3.75 + 11) / 1.5, within(1e-9));
        assertThat(curve.from(1).mean(1, 2)).isCloseTo(11, within(1e-9));
        assertThat(new Curve(new double[] {0, 1, 3}, new double[] {7, 7, 7}).mean(0.2, 2.9))
                .isCloseTo(7, within(1e-9));
    }

    @Test
    void hasATimeAverageBeyondItsEnd() {
        assertThat(curve.mean(1, 5)).isEqualTo((24 + 28) / 4.0);
    }

    @Test
    void hasSumsOfItsValuesAlsoWithWeights() {
        assertThat(curve.sum(0, 3)).isEqualTo(24);
        assertThat(curve.sum(1, 2)).isEqualTo(10);
        assertThat(curve.from(1).sum(0, 2)).isEqualTo(24);
        assertThat(curve.sum(1, 3, new double[] {2, 3, 5})).isEqualTo(30 + 70);
        assertThat(curve.from(1).sum(1, 2, new double[] {2, 3})).isEqualTo(42);
    }

    @Test
    void hasQuantiles() {
        assertThat(curve.quantiles(0, 0.5, 0.75, 1)).containsExactly(0, 10, 12, 14);
    }

    @Test
    void canBeginLater() {
        assertThat(curve.from(1).at(0)).isEqualTo(10);
    }

    @Test
    void needsAsManySecondsAsValues() {
        assertThatThrownBy(() -> new Curve(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Curve(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
