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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code report}: what it writes, and shows. */
class ReportCommandTest extends StoredRunsCase {
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
        assertThat(folder.resolve("report.html")).content().contains("0 of 13 runs measured");
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
    void saysWhyAPageCannotBeWritten() throws Exception {
        Path page = parent.resolve("results").resolve(OLD).resolve("report.html");
        Files.createDirectories(page.resolve("somebody's"));

        CliRun report = run("report", OLD);

        assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(report.err()).isEqualTo("writing " + page + ": Is a directory\n");
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
    void drawsPicturesOfASingleRunOnly() throws Exception {
        Path folder = storeSmackdown("{\"formatVersion\": 1, \"startedAt\": \"\", \"trials\": []}");

        CliRun report = run("report", folder.toString(), "--pictures");

        assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(report.err())
                .isEqualTo(
                        folder
                                + ": --pictures are of a run, and this is several. Try: one of those in its results\n");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }
}
