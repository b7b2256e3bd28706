package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTableTest {
    private static String prediction(Map<String, String> overrides) {
        return ModelTable.prediction(
                ThroughputModel.of(
                        Scenarios.of("constant-straggler", overrides),
                        SleepOvershoot.NONE,
                        BufferSettings.SMALL,
                        1));
    }

    @Test
    void callsAStragglerWhatIsSlowerThanMost() {
        assertThat(prediction(Map.of())).contains(" hide the straggler at first: about ");
    }

    @Test
    void namesNoRateWhereNothingLimitsItYet() {
        assertThat(
                        prediction(
                                Map.of(
                                        "stream.interval", "0",
                                        "nums.min", "0",
                                        "nums.range", "1")))
                .contains(" hide the straggler at first: nothing limits the throughput for ");
    }

    @Test
    void callsNoStragglerWhatIsFasterThanTheRest() {
        assertThat(prediction(Map.of("straggler.waitMillis", "1")))
                .contains(" hide the slower subtasks at first: about ");
    }

    @Test
    void keepsSmallRatesAndLongTimesReadable() {
        assertThat(
                        prediction(
                                Map.of(
                                        "stream.interval",
                                        "10000",
                                        "straggler.waitMillis",
                                        "1000000")))
                .matches(
                        "The buffers \\(4096/2/1\\) hide the straggler at first: about 0\\.\\d+/s for"
                                + " [0-9.]+ (hours|days), then 0\\.00\\d+/s on average, in bursts"
                                + " [0-9.]+ (hours|days|years) apart\\.");
    }
}
