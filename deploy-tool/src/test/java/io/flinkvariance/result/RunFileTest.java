package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFileTest {
    @TempDir private Path folder;

    /** A file that an earlier version of the tool wrote. */
    private static Path earlier(String name) throws Exception {
        return Path.of(RunFileTest.class.getResource(name).toURI());
    }

    private Path written(String json) throws IOException {
        return Files.writeString(folder.resolve("run.json"), json);
    }

    /** The file of a run, with something else in one place. */
    private Path written(String text, String other) throws IOException {
        String json = ResultJson.text(Results.constantStraggler());
        assertThat(json).contains(text);
        return written(json.replace(text, other));
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(Path file) {
        return assertThatThrownBy(() -> RunFile.read(file)).isInstanceOf(UsageException.class);
    }

    @Test
    void readsTheFirstNumberedForm() throws Exception {
        RunResult run = RunFile.read(earlier("format-1.json"));

        assertThat(run.tool())
                .isEqualTo(new ToolFacts("0.1.0-SNAPSHOT", "8d4b60b", "Linux amd64, 2 processors"));
        assertThat(run.cluster().target()).isEqualTo("embedded");
        assertThat(run.cluster().buffers().segmentBytes()).isEqualTo(4096);
        assertThat(run.phases()).hasSize(1);
        assertThat(run.phase().jobId()).isNull();
        assertThat(run.phase().parallelism()).isEqualTo(4);
        assertThat(run.phase().recordsEmitted()).isEqualTo(18_207);
        assertThat(run.phase().hotspot()).isZero();
        assertThat(run.throughput().mean()).isEqualTo(79.89745508982035);
        assertThat(run.throughput().batches()).isNull();
        assertThat(run.subtasks()).hasSize(4);
        assertThat(run.ofMinimal()).isEqualTo(new MinimalShare(null, null, 12.0));
    }

    @Test
    void readsTheFormOfBeforeThereWasANumber() throws Exception {
        RunResult run = RunFile.read(earlier("format-without-number.json"));

        assertThat(run.scenario()).isEqualTo("minimal-variance");
        assertThat(run.throughput().mean()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"format-1.json", "format-without-number.json"})
    void writesEarlierFormsInThatOfToday(String name) throws Exception {
        String json = ResultJson.text(RunFile.read(earlier(name)));

        assertThat(RunSchema.violations(json)).isEmpty();
    }

    @Test
    void comparesAnEarlierFormWithThatOfToday() throws Exception {
        RunResult before = RunFile.read(earlier("format-1.json"));

        Comparison comparison =
                Comparison.of(
                        "before",
                        before.throughput(),
                        "today",
                        Results.constantStraggler().throughput(),
                        List.of());

        assertThat(comparison.differs()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "",
                "{\"formatVersion\": 2, \"phases\": [null]}",
                "{\"formatVersion\": 2, \"phases\": []}",
                "{\"formatVersion\": 2, \"cluster\": 3}"
            })
    void refusesWhatIsNoRun(String json) throws Exception {
        Path file = written(json);

        assertRefused(file).hasMessageStartingWith(file + ": not the result of a run");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"cycles\" : 3', '\"cycles\" : \"many\"', phases[0].throughput.cycles",
        "'\"cycles\" : 3', '\"cycles\" : -3', phases[0].throughput",
        "'\"mean\" : 79.8', '\"mean\" : {}', phases[0].throughput.mean",
        "'\"phases\" : [', '\"phases\" : 7, \"x\" : [', phases",
        "'\"mean\" : 79.8', '\"mean\" : 1e300', phases[0].throughput.mean",
        "'\"ci95\" : 0.4', '\"ci95\" : 1e999', phases[0].throughput.ci95",
        "'\"perSecond\" : 19.95', '\"perSecond\" : -1', phases[0].subtasks[0].perSecond",
        "'\"capacity\" : 0.9999', '\"capacity\" : \"NaN\"', phases[0].subtasks[0].capacity",
        "'\"host\" : \"node1\"', '\"host\" : \"\\u0000\"', phases[0].subtasks[0].host",
        "'\"machine\" : \"Linux', '\"machine\" : \"\\ud800', tool.machine"
    })
    void namesTheKeyWhereSomethingElseIs(String text, String other, String key) throws Exception {
        Path file = written(text, other);

        assertRefused(file)
                .hasMessage(
                        "%s: not the result of a run, or only half of it: it has something else where %s belongs",
                        file, key);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"mean\" : 79.8', '\"mean\" : null', phases[0].throughput.mean",
        "'\"mean\" : 79.8', '\"other\" : 79.8', phases[0].throughput.mean",
        "'\"restarts\" : 0', '\"other\" : 0', phases[0].restarts"
    })
    void takesNothingForNoZero(String text, String other, String key) throws Exception {
        Path file = written(text, other);

        assertRefused(file)
                .hasMessage(
                        "%s: not the result of a run, or only half of it: it has nothing where %s"
                                + " belongs",
                        file, key);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"index\" : 1', '\"index\" : 0'",
        "'\"meanServiceMillis\" : 50.12', '\"meanServiceMillis\" : null'",
        "'\"hotspot\" : 0', '\"hotspot\" : 4'",
        "'\"steadyState\" : true', '\"steadyState\" : false'",
        "'\"mode\" : \"STRAGGLER\"', '\"mode\" : null'"
    })
    void refusesARunWhosePartsDoNotGoTogether(String text, String other) throws Exception {
        Path file = written(text, other);

        assertRefused(file)
                .hasMessage(
                        file
                                + ": not the result of a run, as some of its keys are missing or do"
                                + " not go together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "3", "2.5", "99999999999", "\"two\"", "null"})
    void namesAFormatThatItDoesNotRead(String format) throws Exception {
        Path file = written("{\"formatVersion\": " + format + "}");

        assertRefused(file)
                .hasMessage(
                        "%s: of format %s, and this tool reads up to 2. Try: the tool that wrote"
                                + " it, or a newer one",
                        file, format);
    }

    @Test
    void saysWhereAFileIsNoJsonAndNotWhatTheLibraryThinksOfIt() throws Exception {
        String json = ResultJson.text(Results.constantStraggler());
        Path file = folder.resolve("run.json");

        Files.writeString(file, json.replace("79.8,", "NaN,"));
        assertThatThrownBy(() -> RunFile.read(file))
                .hasMessageMatching(
                        ".*only half of it: no JSON from line [0-9]+, column [0-9]+ on");
        Files.writeString(file, "[".repeat(100_000));
        assertThatThrownBy(() -> RunFile.read(file))
                .hasMessageEndingWith("only half of it: no run has such a depth, or such a length");
        Files.writeString(file, json + json);
        assertThatThrownBy(() -> RunFile.read(file))
                .hasMessageEndingWith("only half of it: more follows its end");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws Exception {
        Path file = folder.resolve("run.json");

        Files.write(file, new byte[] {'{', (byte) 0xDF, '}'});
        assertThatThrownBy(() -> RunFile.read(file))
                .hasMessage(file + ": cannot be read: it is no text in UTF-8");
        Files.delete(file);
        Files.createSymbolicLink(file, file);
        assertThatThrownBy(() -> RunFile.read(file))
                .hasMessageStartingWith(
                        file + ": cannot be read: Too many levels of symbolic links");
    }
}
