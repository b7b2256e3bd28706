package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.remedies.Remedies;
import io.flinkvariance.remedies.Remedy;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.smackdown.Smackdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code results}, {@code analyze} and {@code report}. */
class StoredRunCommandsTest extends StoredRunsCase {
    @Test
    void listsRunsTheNewestFirst() throws Exception {
        storeBroken("{\"scenario\":");
        Path unfinished = Files.createDirectories(parent.resolve("results/20260104T000000Z-x"));
        Files.createFile(unfinished.resolve("samples.csv"));
        Files.createDirectories(parent.resolve("results/of-somebody-else"));

        assertThat(run("results").out().lines().map(line -> line.replaceAll("   +", "|")))
                .containsSubsequence(
                        "20260104T000000Z-x|–|–|unfinished",
                        BROKEN + "|–|–|unreadable",
                        NEW + "|440.0 ± 0.4|least-backlog|measured",
                        OLD + "|80.0 ± 0.4|rebalance|measured")
                .hasSize(6);
    }

    @Test
    void listsThoseThatAreAskedFor() {
        assertThat(run("results", "--scenario", "constant-straggler", "--json").out())
                .contains("\"name\" : \"" + NEW + "\"", "\"perSecond\" : 440.0");
        assertThat(run("results", "--target", "local", "--json").out()).isEqualTo("[ ]\n");
        assertThat(run("results", "--scenario", "other").err())
                .isEqualTo("no run is stored in " + parent.resolve("results") + "\n");
    }

    @Test
    void writesThePageOfTheLatestRun() {
        CliRun report = run("report", "latest");

        Path page = parent.resolve("results").resolve(NEW).resolve("report.html");
        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(report.out()).isEqualTo(page + "\n");
        assertThat(page).content().contains("<data id=\"throughput\" value=\"440.0\">");
    }

    @Test
    void writesThePicturesOfTheRunBesideItsPage() {
        CliRun report = run("report", "latest", "--pictures");

        Path folder = parent.resolve("results").resolve(NEW);
        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(report.out())
                .isEqualTo(
                        "%s\n%s\n%s\n"
                                .formatted(
                                        folder.resolve("report.html"),
                                        folder.resolve("throughput.svg"),
                                        folder.resolve("in-flight.svg")));
    }

    @Test
    void opensThePageInTheBrowser() throws Exception {
        Path opened = parent.resolve("opened");
        Path browser =
                Files.writeString(
                        parent.resolve("browser"),
                        "#!/bin/sh\nprintf %s \"$1\" >"
                                + opened
                                + ".part && mv "
                                + opened
                                + ".part "
                                + opened
                                + "\n");
        assertThat(browser.toFile().setExecutable(true)).isTrue();

        CliRun report =
                CliRun.in(
                        console -> surroundings(console, browser.toString()),
                        "report",
                        OLD,
                        "--open",
                        "--output",
                        parent.toString());

        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        for (int wait = 0; wait < 1000 && !Files.exists(opened); wait++) {
            Thread.sleep(10);
        }
        assertThat(opened).content().startsWith("file:///").endsWith(OLD + "/report.html");
    }

    @Test
    void saysThatThereIsNoBrowser() {
        CliRun report =
                CliRun.in(
                        console -> surroundings(console, "/no/browser"),
                        "report",
                        OLD,
                        "--open",
                        "--output",
                        parent.toString());

        assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(report.err())
                .startsWith("opening ")
                .endsWith("Try: BROWSER=<program>, or open the file by hand\n");
    }

    private static Surroundings surroundings(Console console, String browser) {
        return new Surroundings(
                console,
                KitHome::locate,
                () -> Path.of("job.jar"),
                ssh -> new LocalHost(Map.of()),
                name -> Optional.of(browser).filter(any -> name.equals("BROWSER")),
                Clock.systemUTC());
    }

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

    private Path storeSmackdown(String json) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results/20260105T000000Z-smackdown"));
        Files.writeString(folder.resolve("smackdown.json"), json);
        return folder;
    }

    @Test
    void writesThePageOfASmackdown() throws Exception {
        Path folder =
                storeSmackdown(
                        Files.readString(
                                Path.of(Smackdown.class.getResource("measured.json").toURI())));

        CliRun report = run("report", "20260105T000000Z-smackdown", OLD);

        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(report.out().lines())
                .containsExactly(
                        folder.resolve("report.html").toString(),
                        parent.resolve("results").resolve(OLD).resolve("report.html").toString());
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("4 of 4 runs measured", "id=\"bad-straggler-rebalance-rate\"");
    }

    @Test
    void writesThePageOfRemedies() throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results/20260106T000000Z-remedies"));
        Files.writeString(
                folder.resolve("remedies.json"),
                ResultJson.text(
                        Remedies.of(
                                "constant-straggler",
                                Instant.EPOCH,
                                "1.0",
                                Remedy.of(Scenarios.of("constant-straggler"), Optional.empty()))));

        CliRun report = run("report", "20260106T000000Z-remedies");

        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(report.out()).isEqualTo(folder.resolve("report.html") + "\n");
        assertThat(folder.resolve("report.html")).content().contains("0 of 12 runs measured");
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

    @Test
    void saysWhyAPageCannotBeWritten() throws Exception {
        Path page = parent.resolve("results").resolve(OLD).resolve("report.html");
        Files.createDirectories(page.resolve("somebody's"));

        CliRun report = run("report", OLD);

        assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(report.err()).isEqualTo("writing " + page + ": Is a directory\n");
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

    @Test
    void refusesASmackdownOfAnotherVersion() throws Exception {
        Path folder = storeSmackdown("{\"formatVersion\": 9, \"startedAt\": \"\", \"trials\": []}");

        assertThat(run("report", folder.toString()).err())
                .isEqualTo(
                        folder.resolve("smackdown.json")
                                + ": is of format 9, and this version reads 1. Try: the version that wrote it\n");
    }

    @Test
    void readsRunsOfBeforeTheFormatHadANumber() throws Exception {
        storeBroken(
                Files.readString(
                        Path.of(
                                RunResult.class
                                        .getResource("format-without-number.json")
                                        .toURI())));

        assertThat(run("report", BROKEN).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void analyzesTheSamplesOfANamedRun() {
        assertThat(run("analyze", OLD).out()).startsWith("Steady: 79.");
        assertThat(run("analyze", "latest").out()).startsWith("Steady: 79.");
    }

    private Path keepScenario(String name, Map<String, String> values) throws Exception {
        Path file = parent.resolve("results").resolve(OLD).resolve(name + ".properties");
        return Files.writeString(file, Scenarios.of(name, values).toPropertiesText());
    }

    @Test
    void analyzesARunAsWhatItWasARunOf() throws Exception {
        assertThat(run("analyze", OLD, "--json").out()).contains("\"partitioner\" : \"rebalance\"");
        keepScenario("constant-straggler", Map.of("stream.partitioner", "shuffle"));
        Files.createDirectory(parent.resolve("results").resolve(OLD).resolve("a.properties"));

        assertThat(run("analyze", OLD, "--json").out()).contains("\"partitioner\" : \"shuffle\"");
        assertThat(run("analyze", OLD, "--json", "--partitioner", "rescale").out())
                .contains("\"partitioner\" : \"rescale\"");
    }

    @Test
    void givesNoMeanOfBeforeTheLastChangeOfARecordedStraggler() throws Exception {
        keepScenario("recovering-straggler", Map.of("straggler.schedule", "0s:0,900s:none"));

        CliRun run = run("analyze", OLD);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(
                        ": not steady: the straggler changes at second 900 for the last time, and the"
                                + " samples end at second ");
    }

    @Test
    void analyzesNothingAsWhatNobodyCanRead() throws Exception {
        Path broken = keepScenario("constant-straggler", Map.of());
        Files.writeString(broken, "mode=SIDEWAYS\n");

        CliRun run = run("analyze", OLD);

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .startsWith("what the samples are of: ")
                .contains("constant-straggler.properties: mode=SIDEWAYS: expected ")
                .endsWith(". Try: a copy of the samples elsewhere, with --partitioner\n");
    }
}
