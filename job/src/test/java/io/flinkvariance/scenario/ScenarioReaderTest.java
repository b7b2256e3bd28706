package io.flinkvariance.scenario;

import static io.flinkvariance.scenario.ScenarioTexts.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {
    /** With the blank lines that the published files have. */
    private static final String BAD_STRAGGLER =
            """
            mode=STRAGGLER
            stream.interval=2
            stream.numEventsInInterval=2

            stream.parallelism=4

            nums.min=5
            nums.range=5

            straggler.waitRange=10
            straggler.waitMillis=50


            """;

    private static final String WHOLE_MILLIS = "a whole number from 0 to 86400000 (milliseconds)";

    @Test
    void readsThePublishedKeys() throws Exception {
        Scenario scenario = ScenarioReader.parse("bad", "bad.properties", BAD_STRAGGLER);

        assertThat(scenario.name()).isEqualTo("bad");
        assertThat(scenario.mode()).isEqualTo(Mode.STRAGGLER);
        assertThat(scenario.intervalMillis()).isEqualTo(2);
        assertThat(scenario.eventsPerInterval()).isEqualTo(2);
        assertThat(scenario.parallelism()).isEqualTo(4);
        assertThat(scenario.minMillis()).isEqualTo(5);
        assertThat(scenario.rangeMillis()).isEqualTo(5);
        assertThat(scenario.stragglerWaitRange()).isEqualTo(10);
        assertThat(scenario.stragglerWaitMillis()).isEqualTo(50);
    }

    @Test
    void hasDefaultsForTheKeysThatThePublishedFilesLack() throws Exception {
        Scenario scenario = ScenarioReader.parse("bad", "bad.properties", BAD_STRAGGLER);

        assertThat(scenario.partitioner()).isEqualTo(Partitioner.REBALANCE);
        assertThat(scenario.bufferTimeoutMillis()).isEqualTo(100);
        assertThat(scenario.limit()).isEmpty();
        assertThat(scenario.checkpointIntervalMillis()).isEmpty();
        assertThat(scenario.seed()).isEmpty();
    }

    @Test
    void readsTheKeysOfItsOwn() throws Exception {
        Scenario scenario =
                ScenarioReader.parse(
                        "bad",
                        "bad.properties",
                        BAD_STRAGGLER
                                + "stream.partitioner=least-backlog\n"
                                + "stream.bufferTimeoutMillis=0\n"
                                + "stream.limit=2147483647\n"
                                + "stream.checkpointIntervalMillis=10\n"
                                + "random.seed=-9223372036854775808\n");

        assertThat(scenario.partitioner()).isEqualTo(Partitioner.LEAST_BACKLOG);
        assertThat(scenario.bufferTimeoutMillis()).isZero();
        assertThat(scenario.limit()).hasValue(Integer.MAX_VALUE);
        assertThat(scenario.checkpointIntervalMillis()).hasValue(10);
        assertThat(scenario.seed()).hasValue(Long.MIN_VALUE);
    }

    @Test
    void readsAFileWithAByteOrderMarkAndWindowsLineEnds() throws Exception {
        String windows = "\uFEFF" + BAD_STRAGGLER.replace("\n", "\r\n");

        assertThat(ScenarioReader.parse("bad", "bad.properties", windows).mode())
                .isEqualTo(Mode.STRAGGLER);
    }

    @Test
    void needsNoStragglerKeysWithoutAStraggler() throws Exception {
        Scenario scenario =
                ScenarioReader.parse(
                        "minimal",
                        "minimal.properties",
                        """
                        mode=MINIMAL_VARIANCE
                        stream.interval=2
                        stream.numEventsInInterval=2
                        stream.parallelism=4
                        nums.min=5
                        nums.range=5
                        """);

        assertThat(scenario.mode()).isEqualTo(Mode.MINIMAL_VARIANCE);
        assertThatThrownBy(scenario::stragglerWaitMillis)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("minimal has no straggler");
    }

    @Test
    void reportsEveryFaultAtOnce() {
        List<String> faults =
                faultsOf(
                        """
                        mode=STRAGLER
                        stream.interval=-1
                        stream.numEventsInInterval=two
                        stream.paralelism=4
                        nums.min=5
                        nums.range=0
                        """);

        assertThat(faults)
                .containsExactly(
                        "x.properties: mode=STRAGLER: expected MINIMAL_VARIANCE or STRAGGLER",
                        "x.properties: stream.interval=-1: expected " + WHOLE_MILLIS,
                        "x.properties: stream.numEventsInInterval=two: expected a whole number from"
                                + " 1 to 2147483647",
                        "x.properties: stream.paralelism=4: unknown key; did you mean"
                                + " stream.parallelism?",
                        "x.properties: nums.range=0: expected a whole number from 1 to 86400000"
                                + " (milliseconds)",
                        "x.properties: stream.parallelism: missing; expected a whole number from 1"
                                + " to 32768");
    }

    @ParameterizedTest
    @CsvSource({
        "stream.parallelism=0, a whole number from 1 to 32768",
        "stream.parallelism=32769, a whole number from 1 to 32768",
        "nums.min=99999999999999999999, a whole number from 0 to 86400000 (milliseconds)",
        "nums.min=5.5, a whole number from 0 to 86400000 (milliseconds)",
        "nums.min=, a whole number from 0 to 86400000 (milliseconds)",
        "straggler.waitRange=0, a whole number from 1 to 2147483647",
        "straggler.waitMillis=86400001, a whole number from 0 to 86400000 (milliseconds)",
        "stream.limit=2147483648, a whole number from 1 to 2147483647",
        "stream.checkpointIntervalMillis=9, a whole number from 10 to 86400000 (milliseconds)",
        "stream.checkpointIntervalMillis=86400001, a whole number from 10 to 86400000 (milliseconds)",
        "stream.bufferTimeoutMillis=-2, a whole number from -1 to 86400000 (milliseconds; -1: not before it is full)",
        "stream.bufferTimeoutMillis.source=-2, a whole number from -1 to 86400000 (milliseconds; -1: not before it is full)",
        "stream.partitioner=random, rebalance or rescale or shuffle or least-backlog or power-of-two or least-delay",
        "random.seed=abc, a whole number from -9223372036854775808 to 9223372036854775807",
    })
    void saysWhatAValueShouldBe(String line, String expected) {
        String key = line.substring(0, line.indexOf('='));
        String withoutKey = BAD_STRAGGLER.replaceAll("(?m)^" + key + "=.*\n", "");

        assertThat(faultsOf(withoutKey + line + "\n"))
                .containsExactly("x.properties: " + line + ": expected " + expected);
    }

    @Test
    void provesDeliveryOverRestartsOnlyWithAnEndAndWithCheckpoints() throws Exception {
        String limit = "stream.limit=9\n";
        String checkpoints = "stream.checkpointIntervalMillis=500\n";

        assertThat(scenario(BAD_STRAGGLER + limit + checkpoints).provesDeliveryOverRestarts())
                .isTrue();
        assertThat(scenario(BAD_STRAGGLER + limit).provesDeliveryOverRestarts()).isFalse();
        assertThat(scenario(BAD_STRAGGLER + checkpoints).provesDeliveryOverRestarts()).isFalse();
    }

    @Test
    void refusesAKeyThatIsGivenTwice() {
        assertThat(faultsOf(BAD_STRAGGLER + "nums.min=6\n"))
                .containsExactly("x.properties: nums.min: given twice, as 5 and as 6");
    }

    @Test
    void listsTheKnownKeysWhenNoneIsNear() {
        assertThat(faultsOf(BAD_STRAGGLER + "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=1\n"))
                .singleElement()
                .asString()
                .startsWith(
                        "x.properties: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=1: unknown key; known keys:"
                                + " mode, stream.interval, stream.numEventsInInterval,");
    }

    @Test
    void namesEveryMissingKeyOfAnEmptyFile() {
        assertThat(faultsOf(""))
                .hasSize(6)
                .allSatisfy(fault -> assertThat(fault).contains(": missing; expected "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=STRAGGLER\0", "\0\1\2"})
    void refusesWhatIsNotText(String content) {
        assertThat(faultsOf(content))
                .containsExactly("x.properties: not a text file; expected properties in UTF-8");
    }

    @Test
    void showsAFaultOnOneLineWhateverItsValueHas() {
        assertThat(faultsOf(BAD_STRAGGLER + "stream.partitioner=a\\nb: all is well\n"))
                .singleElement()
                .asString()
                .startsWith(
                        "x.properties: stream.partitioner=a\\u000Ab: all is well: expected rebalance");
    }

    @Test
    void saysWhichLineIsInTheEncodingOfWesternEurope() {
        byte[] content =
                (BAD_STRAGGLER + "# caf\u00E9\r\n# \u00FC\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(faultsOf(content, Map.of()))
                .containsExactly(
                        "x.properties: line %d is not in UTF-8. Try: to save the file as UTF-8"
                                .formatted(BAD_STRAGGLER.lines().count() + 1));
    }

    @Test
    void refusesAHugeFile() {
        byte[] huge = new byte[PropertiesText.LONGEST_BYTES + 1];
        Arrays.fill(huge, (byte) '#');

        assertThat(faultsOf(huge, Map.of()))
                .containsExactly("x.properties: larger than 65536 bytes; expected properties");
    }

    @Test
    void replacesValuesAndSaysWhereAWrongOneCameFrom() throws Exception {
        byte[] content = BAD_STRAGGLER.getBytes(StandardCharsets.UTF_8);

        Scenario scenario =
                ScenarioReader.parse(
                        "bad", "x.properties", content, Map.of("stream.parallelism", "8"));
        assertThat(scenario.parallelism()).isEqualTo(8);
        assertThat(faultsOf(content, Map.of("nums.min", "-1")))
                .containsExactly("--set: nums.min=-1: expected " + WHOLE_MILLIS);
    }

    @Test
    void takesItsNameFromTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("my-straggler.properties");
        Files.writeString(file, BAD_STRAGGLER);

        assertThat(ScenarioReader.read(file).name()).isEqualTo("my-straggler");
    }

    @Test
    void leavesAMissingFileToTheCaller(@TempDir Path folder) {
        assertThatThrownBy(() -> ScenarioReader.read(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void writesWhatItCanReadAgain() throws Exception {
        Scenario scenario = ScenarioReader.parse("bad", "x.properties", BAD_STRAGGLER).withSeed(42);

        Scenario again = ScenarioReader.parse("bad", "again", scenario.toPropertiesText());

        assertThat(again.properties())
                .isEqualTo(scenario.properties())
                .containsEntry("random.seed", "42");
    }

    private static List<String> faultsOf(String content) {
        return faultsOf(content.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static List<String> faultsOf(byte[] content, Map<String, String> overrides) {
        return catchThrowableOfType(
                        InvalidScenarioException.class,
                        () -> ScenarioReader.parse("x", "x.properties", content, overrides))
                .faults();
    }
}
