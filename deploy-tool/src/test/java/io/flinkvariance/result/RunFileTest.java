package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Path file = Files.writeString(folder.resolve("run.json"), json);

        assertThatThrownBy(() -> RunFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(file + ": not the result of a run");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"cycles\" : 3', '\"cycles\" : \"many\"', phases[0].throughput.cycles",
        "'\"cycles\" : 3', '\"cycles\" : -3', phases[0].throughput",
        "'\"mean\" : 79.8', '\"mean\" : {}', phases[0].throughput.mean",
        "'\"phases\" : [', '\"phases\" : 7, \"x\" : [', phases"
    })
    void namesTheKeyWhereSomethingElseIs(String text, String other, String key) throws Exception {
        String json = ResultJson.text(Results.constantStraggler());
        Path file = Files.writeString(folder.resolve("run.json"), json.replace(text, other));

        assertThatThrownBy(() -> RunFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "%s: not the result of a run, or only half of it: it has something else where %s belongs",
                        file, key);
    }
}
