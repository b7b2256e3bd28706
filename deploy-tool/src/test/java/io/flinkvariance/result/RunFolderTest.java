package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SamplesCsv;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir private Path parent;

    private RunFolder create() {
        return RunFolder.create(parent, START, Scenarios.of("bad-straggler"), "embedded");
    }

    @Test
    void isNamedAfterTimeScenarioAndTarget() {
        assertThat(create().path())
                .isEqualTo(parent.resolve("results/20260102T030405Z-bad-straggler-embedded"));
    }

    @Test
    void holdsTheScenarioAsItIsRun() throws Exception {
        Path file = create().file("bad-straggler.properties");

        assertThat(ScenarioReader.read(file).properties())
                .isEqualTo(Scenarios.of("bad-straggler").properties());
    }

    @Test
    void isAnotherForEachOfSeveralRunsThatBeginInOneSecond() {
        Path first = create().path();

        assertThat(create().path()).isEqualTo(Path.of(first + "-2")).isDirectory();
        assertThat(create().path()).isEqualTo(Path.of(first + "-3")).isDirectory();
    }

    @Test
    void cannotBeMadeBelowAFile() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> RunFolder.requireWritable(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "cannot write results below %s: %s is not a folder that can be written to."
                                        .formatted(file, file)
                                + " Try: --output DIR");
    }

    @Test
    void keepsSamplesAsTheyCome() throws Exception {
        RunFolder folder = create();
        Sample first = new Sample(0, 0, List.of(0L, 0L), List.of(), List.of());
        Sample second = new Sample(1, 9, List.of(4L, 5L), List.of(), List.of());

        folder.append(List.of(first));
        folder.append(List.of(second));

        assertThat(SamplesCsv.read(folder.file(RunFolder.SAMPLES)).samples())
                .containsExactly(first, second);
    }

    @Test
    void keepsLogsWithoutTheSecretThatMayBeInThem() throws Exception {
        RunFolder folder = create();
        Path log =
                Files.writeString(
                        parent.resolve("flink.log"), "{db=flink, password=pässwort, x=pässwort1}");
        Path other = Files.writeString(parent.resolve("other.log"), "started");
        Path empty = Files.createFile(parent.resolve("empty.log"));

        folder.keep(log, List.of("pässwort1", "pässwort"));
        folder.keep(other, List.of());
        folder.keep(empty, List.of());

        assertThat(folder.file("flink.log")).hasContent("{db=flink, password=******, x=******}");
        assertThat(folder.file("other.log")).hasContent("started");
        assertThat(folder.file("empty.log")).doesNotExist();
    }

    @Test
    void leavesNothingOfAResultOrALogThatCannotBeWritten() throws Exception {
        RunFolder folder = create();
        Files.createDirectories(folder.file("run.json/in the way"));
        Path log = Files.createDirectories(parent.resolve("flink.log/in the way")).getParent();

        assertThatThrownBy(() -> folder.write(Results.constantStraggler()))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("writing " + folder.file("run.json") + ": ");
        assertThatThrownBy(() -> folder.keep(log, List.of("secret")))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("copying " + log + " to " + folder.path() + ": ");

        assertThat(folder.path()).isDirectoryNotContaining("glob:**.part");
        assertThat(folder.file("flink.log")).doesNotExist();
    }

    @Test
    void keepsTheResultWhole() throws Exception {
        RunFolder folder = create();

        folder.write(Results.constantStraggler());

        assertThat(RunFile.read(folder.file(RunFolder.RESULT)))
                .isEqualTo(Results.constantStraggler());
        assertThat(folder.path()).isDirectoryNotContaining("glob:**.part");
    }
}
