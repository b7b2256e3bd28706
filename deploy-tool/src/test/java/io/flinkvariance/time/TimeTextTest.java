package io.flinkvariance.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "119.9, 119.9 s",
        "120, 2:00 min",
        "7199, 119:59 min",
        "7200, 2.0 hours",
        "172799, 48.0 hours",
        "371072, 4.3 days",
        "63000000, 729.2 days",
        "1e12, 31710 years"
    })
    void hasTheUnitThatLeavesASmallNumber(double seconds, String text) {
        assertThat(TimeText.of(seconds)).isEqualTo(text);
    }
}
