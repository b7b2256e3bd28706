package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.DocumentedSchema;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.smackdown.Smackdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredRunCommandsTest {
    private static final String OLD = "20260101T000000Z-constant-straggler-embedded";
    private static final String NEW = "20260102T000000Z-constant-straggler-embedded";
    private static final String BROKEN = "20260103T000000Z-constant-straggler-embedded";

    @TempDir private Path parent;

    private static RunResult result(double perSecond, String partitioner) {
        return Results.of(
                "constant-straggler",
                Map.of("stream.partitioner", partitioner),
                new RunResult.Throughput(perSecond, 0.4, 60, 10, 12, null, null, null),
                List.of(),
                null);
    }

    private Path store(String name, RunResult result) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results").resolve(name));
        Files.writeString(folder.resolve("run.json"), ResultJson.text(result));
        Files.copy(Traces.file(Traces.SMALL_CONSTANT), folder.resolve("samples.csv"));
        return folder;
    }

    @BeforeEach
    void storeRuns() throws Exception {
        store(OLD, result(80, "rebalance"));
        store(NEW, result(440, "least-backlog"));
    }

    private CliRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", parent.toString()));
        return CliRun.of(all.toArray(String[]::new));
    }

    private void storeBroken(String json) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results").resolve(BROKEN));
        Files.writeString(folder.resolve("run.json"), json);
    }

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
                                + ": neither a run nor a smackdown: there is no run.json and no smackdown.json. Try: deploy-tool results, which lists the runs\n");
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
                .endsWith("not the result of a run, as some of its keys are missing\n");
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

    @Test
    void writesThePageOfAComparison() {
        Path page = parent.resolve("compare.html");

        CliRun compare = run("compare", OLD, NEW, "--html", page.toString());

        assertThat(compare.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(compare.err()).endsWith("page: " + page + "\n");
        assertThat(compare.out()).contains("did 5.50 ± 0.03 times");
        assertThat(page).content().contains("<data id=\"run-1-rate\" value=\"440.0\">");
    }

    @Test
    void refusesAPageThatCouldNotBeWritten() {
        Path nowhere = parent.resolve("no/compare.html");

        assertThat(run("compare", OLD, NEW, "--html", parent.toString()).err())
                .isEqualTo(
                        "--html %s: a folder. Try: --html %s\n"
                                .formatted(parent, parent.resolve("compare.html")));
        assertThat(run("compare", OLD, NEW, "--html", nowhere.toString()).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("compare", OLD, NEW, "--html", nowhere.toString()).err())
                .isEqualTo(
                        "--html %s: there is no folder %s. Try: mkdir -p %s\n"
                                .formatted(nowhere, nowhere.getParent(), nowhere.getParent()));
    }

    @Test
    void quotesTheFileThatItTellsToWriteAPageTo() throws Exception {
        Path blank = Files.createDirectory(parent.resolve("my pages; rm -r"));
        Path nowhere = parent.resolve("it's/compare.html");

        assertThat(run("compare", OLD, NEW, "--html", blank.toString()).err())
                .endsWith(": a folder. Try: --html '%s/compare.html'\n".formatted(blank));
        assertThat(run("compare", OLD, NEW, "--html", nowhere.toString()).err())
                .endsWith(". Try: mkdir -p '%s/it'\\''s'\n".formatted(parent));
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

    @Test
    void saysByHowMuchRunsDiffer() {
        CliRun compare = run("compare", OLD, "latest");

        assertThat(compare.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(compare.out()).endsWith(NEW + " did 5.50 ± 0.03 times what " + OLD + " did.\n");
        assertThat(compare.err())
                .isEqualTo(
                        "Warning: %s was not run as %s was: stream.partitioner: rebalance against least-backlog\n"
                                .formatted(NEW, OLD));
    }

    @Test
    void saysThatRunsDoNotDiffer() throws Exception {
        store(BROKEN, result(80.2, "rebalance"));

        assertThat(run("compare", OLD, BROKEN).out())
                .endsWith(
                        BROKEN
                                + " and "
                                + OLD
                                + " do not differ, as far as these runs tell: +0.2 % ± 0.7 %.\n");
        String json = run("compare", OLD, BROKEN, "--json").out();
        assertThat(json).contains("\"differs\" : false");
        assertThat(new DocumentedSchema("compare").violations(json)).isEmpty();
    }

    @Test
    void failsOnARegressionThatTheIntervalLeavesNoDoubtOf() {
        assertThat(run("compare", NEW, OLD, "--fail-on-regression", "80").exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(run("compare", NEW, OLD, "--fail-on-regression", "80").err())
                .endsWith(OLD + ": slower than " + NEW + " by more than 80 %\n");
        assertThat(run("compare", NEW, OLD, "--fail-on-regression", "82").exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(run("compare", NEW, OLD, "--fail-on-regression", "much").err())
                .isEqualTo(
                        "--fail-on-regression much: expected a number of per cent from 0 to 100\n");
    }

    @Test
    void comparesNothingWithARunThatHasNoThroughput() throws Exception {
        store(BROKEN, Results.of("constant-straggler", Map.of(), null, List.of(), null));

        assertThat(run("compare", OLD, BROKEN).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("compare", OLD, BROKEN).err())
                .isEqualTo(BROKEN + ": has no throughput to compare: a queue grew\n");
    }
}
