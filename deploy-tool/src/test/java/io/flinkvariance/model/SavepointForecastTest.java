package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SavepointForecastTest {
    private static SavepointForecast of(
            BufferSettings buffers, int taskManagers, Map<String, String> overrides) {
        return SavepointForecast.of(
                ThroughputModel.of(
                        Scenarios.of("constant-straggler", overrides),
                        SleepOvershoot.NONE,
                        buffers,
                        taskManagers),
                1,
                taskManagers);
    }

    /** 9 buffers less 3, 455 records each, at 50 ms; three others keep its pace meanwhile. */
    @Test
    void theBarrierWaitsBehindAllThatTheStragglersChannelCanHold() {
        SavepointForecast forecast = of(BufferSettings.SMALL, 1, Map.of());

        assertThat(forecast.atMostSeconds()).isCloseTo(6 * 4096 / 9.0 * 0.05, within(0.001));
        assertThat(forecast.atMostProcessedAgain()).isCloseTo(3 * 6 * 4096 / 9.0, within(0.001));
    }

    @Test
    void theReceiversBuffersAreWaitedForToo() {
        assertThat(of(BufferSettings.SMALL, 2, Map.of()).atMostSeconds())
                .isCloseTo((6 + 3) * 4096 / 9.0 * 0.05, within(0.001));
    }

    /** 16 less 3 buffers of 3641 records: 39 minutes. */
    @Test
    void flinksOwnBuffersMakeItLongerThanFlinkWaits() {
        assertThat(of(BufferSettings.FLINK_DEFAULT, 1, Map.of()).atMostSeconds())
                .isCloseTo(13 * 32768 / 9.0 * 0.05, within(0.001))
                .isGreaterThan(600);
    }

    @Test
    void aRouterThatLooksAtQueuesKeepsThemEven() {
        assertThat(
                        of(BufferSettings.SMALL, 1, Map.of("stream.partitioner", "least-backlog"))
                                .atMostSeconds())
                .isCloseTo(3 * 4096 / 9.0 * 0.05, within(0.001));
    }

    /** Four times 6 buffers; in another TaskManager 4 times 2 and a floating one in addition. */
    @Test
    void theBarrierOfEachSubtaskOfTheSourceIsWaitedFor() {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of("kafka-straggler", Map.of("source.parallelism", "4")),
                        SleepOvershoot.NONE,
                        BufferSettings.SMALL,
                        1);

        assertThat(SavepointForecast.of(model, 4, 1).atMostSeconds())
                .isCloseTo(4 * 6 * 4096 / 9.0 * 0.05, within(0.001));
        assertThat(SavepointForecast.of(model, 4, 2).atMostSeconds())
                .isCloseTo((4 * 6 + 4 * 2 + 1) * 4096 / 9.0 * 0.05, within(0.001));
    }

    @Test
    void nothingIsWaitedForWhereNothingQueues() {
        assertThat(of(BufferSettings.SMALL, 1, Map.of("stream.interval", "1000")))
                .isEqualTo(new SavepointForecast(0, 0));
    }
}
