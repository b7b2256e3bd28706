package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SleepOvershootTest {
    /** One sleeper, so that the order of sleeps is known. */
    private static final Map<String, String> ALONE = Map.of("stream.parallelism", "1");

    @Test
    void isMeasuredOnThisMachine() throws Exception {
        assertThat(SleepOvershoot.measure(Scenarios.of("minimal-variance")).millis()).isPositive();
    }

    @Test
    void isMeasuredAlsoWhereOnlySourceAndStragglerSleep() throws Exception {
        assertThat(
                        SleepOvershoot.measure(
                                        Scenarios.of(
                                                "constant-straggler",
                                                Map.of("nums.min", "0", "nums.range", "1")))
                                .millis())
                .isPositive();
    }

    @Test
    void isWhatASleepTookBeyondWhatWasAsked() throws Exception {
        SimulatedSleeps sleeps = new SimulatedSleeps(sleep -> 123_000);

        assertThat(SleepOvershoot.measure(Scenarios.of("minimal-variance", ALONE), sleeps).millis())
                .isCloseTo(0.123, within(1e-9));
    }

    @Test
    void isTheMedianSoThatAHiccupDoesNotCount() throws Exception {
        SimulatedSleeps sleeps =
                new SimulatedSleeps(sleep -> sleep % 10 == 0 ? 50_000_000 : 100_000);

        assertThat(SleepOvershoot.measure(Scenarios.of("minimal-variance", ALONE), sleeps).millis())
                .isCloseTo(0.1, within(1e-9));
    }

    @Test
    void isMeasuredOverTheOrdinaryServiceTimesOneAfterTheOther() throws Exception {
        SimulatedSleeps sleeps = new SimulatedSleeps(sleep -> 0);

        SleepOvershoot.measure(Scenarios.of("minimal-variance", ALONE), sleeps);

        assertThat(sleeps.askedMillis).hasSize(80).startsWith(5L, 6L, 7L, 8L, 9L, 5L, 6L);
    }

    @Test
    void sleepsNoLongerThanTenMillisecondsWhateverAScenarioAsksFor() throws Exception {
        SimulatedSleeps sleeps = new SimulatedSleeps(sleep -> 0);

        SleepOvershoot.measure(
                Scenarios.of(
                        "minimal-variance",
                        Map.of("stream.parallelism", "1", "nums.min", "9", "nums.range", "1000")),
                sleeps);

        assertThat(sleeps.askedMillis).startsWith(9L, 10L, 10L).doesNotContain(11L);
    }

    @Test
    void isTakenFromWhatASecondAllowsWhereSleepsAreVeryLong() throws Exception {
        SimulatedSleeps sleeps = new SimulatedSleeps(sleep -> 400_000_000);

        SleepOvershoot measured =
                SleepOvershoot.measure(Scenarios.of("minimal-variance", ALONE), sleeps);

        assertThat(measured.millis()).isCloseTo(400, within(1e-9));
        assertThat(sleeps.askedMillis).as("405, 811 and 1218 ms").hasSize(3);
    }

    @Test
    void isNothingOnAMachineThatWakesTooEarly() throws Exception {
        SimulatedSleeps sleeps = new SimulatedSleeps(sleep -> -1_000);

        assertThat(SleepOvershoot.measure(Scenarios.of("minimal-variance", ALONE), sleeps))
                .isEqualTo(SleepOvershoot.NONE);
    }

    @Test
    void isNeverNegative() {
        assertThatThrownBy(() -> new SleepOvershoot(-0.1)).hasMessage("negative overshoot: -0.1");
        assertThatThrownBy(() -> new SleepOvershoot(Double.NaN))
                .hasMessage("negative overshoot: NaN");
    }

    private interface Overshoot {
        /** Nanoseconds beyond what was asked, of the n-th sleep. */
        long nanos(int sleep);
    }

    /** A machine whose sleeps are known. */
    private static final class SimulatedSleeps implements Ticker {
        private final Overshoot overshoot;
        private final List<Long> askedMillis = new ArrayList<>();
        private long now;

        private SimulatedSleeps(Overshoot overshoot) {
            this.overshoot = overshoot;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause(Duration length) {
            now += length.toNanos() + overshoot.nanos(askedMillis.size());
            askedMillis.add(length.toMillis());
        }
    }
}
