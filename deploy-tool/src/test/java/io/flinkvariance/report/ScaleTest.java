package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
    private static String texts(Scale scale) {
        return String.join(" ", scale.ticks().stream().map(Scale.Tick::text).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "443.2, 0 100 200 300 400",
        "80, 0 20 40 60 80",
        "1600, 0 500 1000 1500",
        "0.7, 0 0.2 0.4 0.6",
        "9.9e6, 0 2000000 4000000 6000000 8000000 10000000",
        "0, 0 0.2 0.4 0.6 0.8 1"
    })
    void beginsAtNothingAndHasRoundNumbersUpToTheHighest(double highest, String ticks) {
        Scale scale = Scale.around(highest);

        assertThat(texts(scale)).isEqualTo(ticks);
        assertThat(scale.percent(0)).isZero();
        assertThat(scale.percent(highest)).isLessThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "8.5, 93210, 1 ms|10 ms|100 ms|1 s|10 s|100 s",
        "100, 100, 100 ms|1 s",
        "0.02, 0.5, 0.01 ms|0.1 ms|1 ms"
    })
    void hasPowersOfTenAroundTimes(double least, double most, String ticks) {
        Scale scale = Scale.ofMillis(least, most);

        assertThat(texts(scale)).isEqualTo(ticks.replace('|', ' '));
        assertThat(scale.percent(least)).isBetween(0.0, 100.0);
        assertThat(scale.percent(most)).isBetween(scale.percent(least), 100.0);
    }

    @Test
    void givesEveryPowerOfTenAsMuchOfTheWidth() {
        Scale scale = Scale.ofMillis(1, 10_000);

        assertThat(scale.percent(1)).as("room for a text below it").isEqualTo(6, within(1e-9));
        assertThat(scale.percent(10)).isEqualTo(6 + 22, within(1e-9));
        assertThat(scale.percent(1000)).isEqualTo(6 + 66, within(1e-9));
        assertThat(scale.percent(10_000)).isEqualTo(94, within(1e-9));
    }

    @Test
    void keepsWhatLiesBeyondItAtItsEdge() {
        Scale scale = Scale.around(100);

        assertThat(scale.percent(-3)).isZero();
        assertThat(scale.percent(1000)).isEqualTo(100);
    }
}
