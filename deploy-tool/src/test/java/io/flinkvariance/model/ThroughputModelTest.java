package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThroughputModelTest {
    private static final SleepOvershoot OVERSHOOT = new SleepOvershoot(0.1);

    @ParameterizedTest
    @CsvSource({
        "minimal-variance, 571.4, 571.4",
        "slight-straggler, 448.9, 540.8",
        "bad-straggler, 244.7, 489.7",
        "constant-straggler, 80.0, 448.6",
        "two-stragglers, 80.0, 325.7"
    })
    void knowsLimitAndCeiling(String scenario, double roundRobin, double workConserving) {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of(scenario), SleepOvershoot.NONE, BufferSettings.SMALL, 1);

        assertThat(model.roundRobinPerSecond()).isCloseTo(roundRobin, within(0.06));
        assertThat(model.workConservingPerSecond()).isCloseTo(workConserving, within(0.06));
        assertThat(model.minimalPerSecond()).isCloseTo(571.4, within(0.06));
        assertThat(model.offeredPerSecond()).isEqualTo(1000);
        assertThat(model.expectedPerSecond()).isEqualTo(model.roundRobinPerSecond());
    }

    @ParameterizedTest(name = "{0} on {1} bytes and {2} floating: {3} s")
    @CsvSource({
        // Recorded: collapse after 390 s, then bursts 182 s apart.
        "constant-straggler, 32768, 8, 390, 182",
        // Recorded with default buffers: 570 s.
        "bad-straggler, 32768, 8, 570, 59.9",
        // By simulation of every byte: 208 s, then 182.4 s apart.
        "two-stragglers, 32768, 8, 207, 182",
        // By simulation of every byte: 1471 s.
        "slight-straggler, 32768, 8, 1471, 32.8",
        // Recorded: 19 s, then 22.7 s apart.
        "constant-straggler, 4096, 1, 19.2, 22.7",
        // Recorded: the source first waits after some 113 s.
        "minimal-variance, 32768, 8, 112, 25.9"
    })
    void knowsHowLongBuffersHideTheLimit(
            String scenario, int segmentBytes, int floating, double hidden, double period) {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of(scenario),
                        OVERSHOOT,
                        new BufferSettings(segmentBytes, 2, floating),
                        1);

        assertThat(model.secondsUntilBackpressure()).isCloseTo(hidden, within(0.02 * hidden));
        assertThat(model.burstPeriodSeconds()).isCloseTo(period, within(0.01 * period));
    }

    @Test
    void countsTheReceiversBuffersWhenTheyAreInAnotherTaskManager() {
        ThroughputModel near = constantOn(1);
        ThroughputModel far = constantOn(4);

        assertThat(near.secondsUntilBackpressure()).isCloseTo(19.4, within(0.1));
        assertThat(far.secondsUntilBackpressure()).isCloseTo(32.3, within(0.1));
        assertThat(far.roundRobinPerSecond()).isEqualTo(near.roundRobinPerSecond());
    }

    private static ThroughputModel constantOn(int taskManagers) {
        return ThroughputModel.of(
                Scenarios.of("constant-straggler"), OVERSHOOT, BufferSettings.SMALL, taskManagers);
    }

    @Test
    void expectsTheCeilingOfALeastBacklogRouter() {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of(
                                "constant-straggler",
                                Map.of("stream.partitioner", "least-backlog")),
                        SleepOvershoot.NONE,
                        BufferSettings.SMALL,
                        1);

        assertThat(model.expectedPerSecond()).isCloseTo(448.6, within(0.06));
        assertThat(model.collapses()).isFalse();
    }

    @Test
    void expectsACollapseOnlyBehindAStraggler() {
        assertThat(constantOn(1).collapses()).isTrue();
        assertThat(
                        ThroughputModel.of(
                                        Scenarios.of("minimal-variance"),
                                        OVERSHOOT,
                                        BufferSettings.SMALL,
                                        1)
                                .collapses())
                .isFalse();
    }

    @ParameterizedTest(name = "a stall of {0} ms, of 5 to 9: {1}")
    @CsvSource({"7, false", "8, true", "9, true", "30, true"})
    void expectsACollapseThatAnybodyWouldSee(String waitMillis, boolean collapses) {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of(
                                "constant-straggler", Map.of("straggler.waitMillis", waitMillis)),
                        SleepOvershoot.NONE,
                        BufferSettings.SMALL,
                        1);

        assertThat(model.collapses()).isEqualTo(collapses);
    }

    @Test
    void isLimitedByASourceThatOffersLess() {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of("constant-straggler", Map.of("stream.interval", "100")),
                        SleepOvershoot.NONE,
                        BufferSettings.SMALL,
                        1);

        assertThat(model.offeredPerSecond()).isEqualTo(20);
        assertThat(model.roundRobinPerSecond()).isEqualTo(20);
        assertThat(model.secondsUntilBackpressure()).isInfinite();
    }

    @Test
    void hasNoLimitWhereNothingSleeps() {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of(
                                "minimal-variance",
                                Map.of("stream.interval", "0", "nums.min", "0", "nums.range", "1")),
                        OVERSHOOT,
                        BufferSettings.SMALL,
                        1);

        assertThat(model.offeredPerSecond()).isInfinite();
        assertThat(model.roundRobinPerSecond()).isInfinite();
        assertThat(model.secondsUntilBackpressure()).isInfinite();
    }

    @Test
    void knowsASingleSubtask() {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of("constant-straggler", Map.of("stream.parallelism", "1")),
                        SleepOvershoot.NONE,
                        BufferSettings.SMALL,
                        1);

        assertThat(model.roundRobinPerSecond()).isEqualTo(20);
        assertThat(model.workConservingPerSecond()).isEqualTo(20);
        // Three buffers of 455 records, filled at 1000/s and drained at 20/s.
        assertThat(model.secondsUntilBackpressure()).isCloseTo(1.365, within(0.001));
    }

    @Test
    void hasNoLimitForAFirehose() {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of("firehose"), SleepOvershoot.NONE, BufferSettings.SMALL, 1);

        assertThat(model.expectedPerSecond()).isInfinite();
        assertThat(model.collapses()).isFalse();
    }

    @ParameterizedTest(name = "{0} a channel, {1} floating, {2} TaskManagers: {3}")
    @CsvSource({
        "1, 0, 1, false",
        "1, 3, 1, false",
        "1, 4, 1, true",
        "2, 0, 1, true",
        "1, 1, 2, true"
    })
    void knowsWhereFewerThanTwoBuffersAChannelKeepTheLimitFromBeingReached(
            int perChannel, int floating, int taskManagers, boolean suffice) {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of("minimal-variance"),
                        OVERSHOOT,
                        new BufferSettings(4096, perChannel, floating),
                        taskManagers);

        assertThat(model.buffersSuffice()).isEqualTo(suffice);
    }
}
