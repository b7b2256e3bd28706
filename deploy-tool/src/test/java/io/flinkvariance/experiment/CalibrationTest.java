package io.flinkvariance.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void givesWhatWasMeasured() throws Exception {
        assertThat(new Calibration(() -> new SleepOvershoot(0.5)).result())
                .isEqualTo(new SleepOvershoot(0.5));
    }

    @Test
    void isInterruptedLikeAnythingElse() {
        Calibration calibration =
                new Calibration(() -> SleepOvershoot.measure(Scenarios.of("constant-straggler")));
        Thread.currentThread().interrupt();

        assertThatThrownBy(calibration::result).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
