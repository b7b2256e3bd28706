package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "79.84, 79.8",
        "0.05, 0.1",
        "0.049, 0.049",
        "0.002, 0.0020",
        "-0.0123, -0.012",
        "1e-9, 0.000000"
    })
    void keepsTwoDigitsOfWhatIsSmall(double perSecond, String text) {
        assertThat(RateText.of(perSecond)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"412.4, 412", "9.96, 10.0", "0.5, 0.5", "0.02, 0.020"})
    void leavesOutDecimalsThatSayNothing(double perSecond, String text) {
        assertThat(RateText.rounded(perSecond)).isEqualTo(text);
    }

    @Test
    void showsAnIntervalAsItsMean() {
        assertThat(RateText.interval(79.84, 0.44)).isEqualTo("79.8 ± 0.4");
        assertThat(RateText.interval(0.0204, 0.0031)).isEqualTo("0.020 ± 0.003");
    }
}
