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
