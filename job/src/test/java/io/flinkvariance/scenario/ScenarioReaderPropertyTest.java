package io.flinkvariance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ScenarioReaderPropertyTest {
    @Property
    void answersAnyBytesWithAScenarioOrWithFaults(@ForAll byte[] content) {
        assertScenarioOrFaults(content);
    }

    @Property
    void answersAnyTextWithAScenarioOrWithFaults(@ForAll String text) {
        assertScenarioOrFaults(("mode=" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertScenarioOrFaults(byte[] content) {
        try {
            assertThat(ScenarioReader.parse("x", "x", content, Map.of())).isNotNull();
        } catch (InvalidScenarioException invalid) {
            assertThat(invalid.faults()).isNotEmpty().allSatisfy(f -> assertThat(f).isNotBlank());
        }
    }

    @Property
    void keepsEveryValidScenario(
            @ForAll @IntRange(max = 86_400_000) int interval,
            @ForAll @IntRange(min = 1) int events,
            @ForAll @IntRange(min = 1, max = 32_768) int parallelism,
            @ForAll @IntRange(max = 86_400_000) int min,
            @ForAll @IntRange(min = 1, max = 86_400_000) int range,
            @ForAll @LongRange(min = Long.MIN_VALUE) long seed)
            throws InvalidScenarioException {
        String text =
                String.join(
                        "\n",
                        "mode=MINIMAL_VARIANCE",
                        "stream.interval=" + interval,
                        "stream.numEventsInInterval=" + events,
                        "stream.parallelism=" + parallelism,
                        "nums.min=" + min,
                        "nums.range=" + range);

        Scenario scenario = ScenarioReader.parse("x", "x", text).withSeed(seed);

        assertThat(scenario.intervalMillis()).isEqualTo(interval);
        assertThat(scenario.eventsPerInterval()).isEqualTo(events);
        assertThat(scenario.parallelism()).isEqualTo(parallelism);
        assertThat(scenario.minMillis()).isEqualTo(min);
        assertThat(scenario.rangeMillis()).isEqualTo(range);
        assertThat(scenario.seed()).hasValue(seed);
        assertThat(ScenarioReader.parse("x", "x", scenario.toPropertiesText()).properties())
                .isEqualTo(scenario.properties());
    }
}
