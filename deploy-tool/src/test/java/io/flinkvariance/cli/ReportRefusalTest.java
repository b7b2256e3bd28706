package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code report} takes for no evidence. */
class ReportRefusalTest extends StoredRunsCase {
    @Test
    void refusesWhatIsNoRunOrHalfOfOne() throws Exception {
        Path results = parent.resolve("results");
        Path empty = Files.createDirectories(results.resolve("empty"));
        storeBroken("{\"scenario\":");

        assertThat(run("report", "nothing").err())
                .isEqualTo(
                        "nothing: there is no such run in %s. Try: deploy-tool results, which lists them\n"
                                .formatted(results));
        assertThat(run("report", "empty").err())
                .isEqualTo(
                        empty
                                + ": no run, smackdown or remedies: there is no run.json, smackdown.json or remedies.json. Try: deploy-tool results, which lists the runs\n");
        assertThat(run("compare", OLD, "empty").err())
                .isEqualTo(
                        empty
                                + ": no result: there is no run.json. Try: deploy-tool results, which lists the runs\n");
        Files.createFile(empty.resolve("samples.csv"));
        assertThat(run("report", "empty").err())
                .isEqualTo(
                        "%s: no result: there is no run.json. The run was cut off. Try: deploy-tool analyze %s\n"
                                .formatted(empty, empty.resolve("samples.csv")));
        assertThat(run("report", BROKEN).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("report", BROKEN).err())
                .contains("not the result of a run, or only half of it");
        storeBroken("{\"formatVersion\": 99}");
        assertThat(run("report", BROKEN).err())
                .isEqualTo(
                        results.resolve(BROKEN).resolve("run.json")
                                + ": of format 99, and this tool reads up to 2. Try: the tool that wrote it, or a newer one\n");
        storeBroken("{}");
        assertThat(run("report", BROKEN).err())
                .endsWith(
                        "not the result of a run, or only half of it: it has nothing where"
                                + " cluster.taskManagers belongs\n");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void waitsForNoPipeInPlaceOfAFile() throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results").resolve(BROKEN));
        String json = folder.resolve("run.json").toString();
        String csv = folder.resolve("samples.csv").toString();
        assertThat(new ProcessBuilder("mkfifo", json, csv).start().waitFor()).isZero();

        assertThat(run("results").out()).contains("unreadable");
        assertThat(run("report", BROKEN).err())
                .isEqualTo(json + ": cannot be read: it is a pipe, a socket or a device\n");
        assertThat(run("analyze", BROKEN).err())
                .isEqualTo(csv + ": cannot be read: it is a pipe, a socket or a device\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void takesNoBlankForTheFolderThatOneIsIn(String name) {
        assertThat(run("report", name).err())
                .isEqualTo(
                        "a run has a name, and this is none: '%s'. Try: deploy-tool results, which lists them\n"
                                .formatted(name));
    }

    @Test
    void findsNoRunInTheRoot() {
        assertThat(run("report", "/").err()).startsWith("/: no run, smackdown or remedies: ");
    }

    @Test
    void saysWhyAFolderHasNothingThatCanBeRead() throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results/20260107T000000Z-loop"));
        for (String file : List.of("run.json", "remedies.json", "smackdown.json")) {
            Path loop = folder.resolve(file);
            Files.createSymbolicLink(loop, loop);

            assertThat(run("report", folder.toString()).err())
                    .startsWith(loop + ": cannot be read: Too many levels of symbolic links");
            assertThat(run("results").out()).contains("20260107T000000Z-loop");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"trials\":",
                "[]",
                "{\"formatVersion\": 1, \"startedAt\": \"then\"}",
                "{\"formatVersion\": 1, \"startedAt\": null, \"trials\": []}",
                "{\"formatVersion\": 1, \"startedAt\": \"then\", \"trials\": [null]}",
                "{\"formatVersion\": 1, \"startedAt\": \"then\", \"trials\": [{\"scenario\": \"a\"}]}",
                "{\"formatVersion\": 1, \"startedAt\": \"then\", \"trials\": [{\"scenario\": \"a\", \"router\": \"b\", \"mean\": 1}]}"
            })
    void refusesWhatIsNoSmackdownOrHalfOfOne(String json) throws Exception {
        Path folder = storeSmackdown(json);

        CliRun report = run("report", folder.toString());

        assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(report.err())
                .isEqualTo(
                        folder.resolve("smackdown.json")
                                + ": cannot be read: it is cut off, or none of this kit's\n");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void refusesASmackdownOfAnotherVersion() throws Exception {
        Path folder = storeSmackdown("{\"formatVersion\": 9, \"startedAt\": \"\", \"trials\": []}");

        assertThat(run("report", folder.toString()).err())
                .isEqualTo(
                        folder.resolve("smackdown.json")
                                + ": is of format 9, and this version reads 1. Try: the version that wrote it\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"remedy\": {\"name\": \"other\", \"settings\": {\"a\": \"b\"}, \"flinkConf\":"
                        + " {}, \"effect\": \"\"}}]",
                "[{\"remedy\": {\"name\": \"as it is\", \"settings\": {}, \"flinkConf\": {},"
                        + " \"effect\": \"\"}, \"times\": 1}]"
            })
    void refusesRemediesThatAreComparedWithNothing(String trials) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results/20260106T000000Z-remedies"));
        Files.writeString(
                folder.resolve("remedies.json"),
                "{\"formatVersion\": 1, \"scenario\": \"a\", \"startedAt\": \"then\", \"trials\": "
                        + trials
                        + "}");

        CliRun report = run("report", folder.toString());

        assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(report.err())
                .isEqualTo(
                        folder.resolve("remedies.json")
                                + ": cannot be read: it is cut off, or none of this kit's\n");
    }
}
