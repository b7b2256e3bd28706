package io.flinkvariance.scenario;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Texts of {@code x.properties}, as they are read. */
final class ScenarioTexts {
    /** All that a scenario without a straggler must have. */
    static final String MINIMAL =
            """
            mode=MINIMAL_VARIANCE
            stream.interval=2
            stream.numEventsInInterval=2
            stream.parallelism=4
            nums.min=5
            nums.range=5
            """;

    /** All that one with a straggler must have. */
    static final String STRAGGLER =
            MINIMAL.replace("MINIMAL_VARIANCE", "STRAGGLER")
                    + "straggler.waitRange=1\nstraggler.waitMillis=50\n";

    private ScenarioTexts() {}

    static Scenario scenario(String text) throws InvalidScenarioException {
        return ScenarioReader.parse("x", "x.properties", text);
    }

    /** What is wrong with a text that is refused, with values that replace some of its own. */
    static List<String> faultsOf(String text, Map<String, String> overrides) {
        return catchThrowableOfType(
                        InvalidScenarioException.class,
                        () ->
                                ScenarioReader.parse(
                                        "x",
                                        "x.properties",
                                        text.getBytes(StandardCharsets.UTF_8),
                                        overrides))
                .faults();
    }
}
