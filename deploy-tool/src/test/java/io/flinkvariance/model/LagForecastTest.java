package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LagForecastTest {
    private static LagForecast of(
            String scenario, BufferSettings buffers, Map<String, String> overrides) {
        return LagForecast.of(
                ThroughputModel.of(
                        Scenarios.of(scenario, overrides), new SleepOvershoot(0.1), buffers, 1));
    }

    @ParameterizedTest(name = "{0} subtasks of the source, {1} bytes: {3} s")
    @CsvSource({
        // Measured: 35 s, then +310/s; 130 s; about 520 s, on a busy machine.
        "1, 4096, 1, 34",
        "4, 4096, 1, 136",
        "1, 32768, 8, 591"
    })
    void isHiddenByTheBuffersOfEachSubtaskOfTheSource(
            int sources, int segmentBytes, int floating, double seconds) {
        LagForecast forecast =
                of(
                        "kafka-straggler",
                        new BufferSettings(segmentBytes, 2, floating),
                        Map.of("source.parallelism", Integer.toString(sources)));

        assertThat(forecast.secondsUntilShown()).isCloseTo(seconds, within(0.1 * seconds));
        assertThat(forecast.growthPerSecond()).isCloseTo(320, within(1.0));
    }

    /**
     * Subtasks of 7.1 and 12.1 ms do 223 of 400; five buffers, of which each loses one on average.
     */
    @Test
    void isHiddenByAllBuffersWhereNotEvenAllSubtasksTogetherDoWhatIsWritten() {
        LagForecast forecast =
                of(
                        "kafka-straggler",
                        BufferSettings.SMALL,
                        Map.of("stream.parallelism", "2", "straggler.waitMillis", "12"));

        assertThat(forecast.secondsUntilShown())
                .isCloseTo(3 * 4096 / 9.0 / (400 - 1000 / 7.1 - 1000 / 12.1), within(0.1));
        assertThat(forecast.growthPerSecond()).isCloseTo(400 - 2 * 1000 / 12.1, within(1.0));
    }

    private static double growthBehind(String scenario, Map<String, String> overrides) {
        return LagForecast.growthBehindPerSecond(
                ThroughputModel.of(
                        Scenarios.of(scenario, overrides),
                        new SleepOvershoot(0.1),
                        BufferSettings.SMALL,
                        1));
    }

    /** Eight subtasks at the straggler's pace do 160; without it four do 563. */
    @Test
    void ofAJobThatIsBehindGrowsByWhatItsWorkCannotDoAndShrinksByWhatItCan() {
        assertThat(growthBehind("kafka-straggler", Map.of("stream.parallelism", "8")))
                .isCloseTo(400 - 160, within(1.0));
        assertThat(growthBehind("kafka-healthy", Map.of())).isCloseTo(400 - 563, within(2.0));
    }

    @Test
    void ofAJobThatIsBehindAndWhoseWorkTakesNoTimeIsGoneAtOnce() {
        assertThat(growthBehind("kafka-healthy", Map.of("nums.min", "0", "nums.range", "1")))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void isNoneWhereTheWorkCanDoAllThatIsWritten() {
        assertThat(of("kafka-healthy", BufferSettings.SMALL, Map.of()))
                .isEqualTo(new LagForecast(Double.POSITIVE_INFINITY, 0));
        assertThat(
                        of(
                                "kafka-straggler",
                                BufferSettings.SMALL,
                                Map.of("stream.partitioner", "least-backlog")))
                .isEqualTo(new LagForecast(Double.POSITIVE_INFINITY, 0));
    }
}
