package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.result.DocumentedSchema;
import io.flinkvariance.result.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareCommandTest extends StoredRunsCase {
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
    void saysByHowMuchRunsDiffer() {
        CliRun compare = run("compare", OLD, "latest");

        assertThat(compare.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(compare.out())
                .endsWith("\nleast-backlog did 5.50 ± 0.03 times what rebalance did.\n");
        assertThat(compare.err())
                .isEqualTo(
                        "Warning: %s was not run as %s was: stream.partitioner: rebalance against least-backlog\n"
                                .formatted(NEW, OLD));
    }

    @Test
    void saysOfAKeyThatOneRunDidNotSetThatItHadItsDefault() throws Exception {
        store(BROKEN, Results.measured("constant-straggler", Map.of(), 80.0, 0.4));

        assertThat(run("compare", BROKEN, NEW).err())
                .endsWith(": stream.partitioner: default against least-backlog\n");
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
    void findsNoDifferenceBetweenARunAndItself() {
        CliRun compare = run("compare", OLD, OLD, "--fail-on-regression", "0");

        assertThat(compare.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(compare.out()).contains("+0.0 ± 0.5", "1.000 ± 0.0").contains("do not differ");
    }

    @Test
    void replacesAnOlderPage() throws Exception {
        Path page = Files.writeString(parent.resolve("page.html"), "older");

        assertThat(run("compare", OLD, NEW, "--html", page.toString()).err())
                .endsWith("page: " + page + "\n");
        assertThat(page).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void putsNoPageInThePlaceOfAPipeOrADevice() throws Exception {
        Path pipe = parent.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        CliRun compare = run("compare", OLD, NEW, "--html", pipe.toString());

        assertThat(compare.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(compare.out()).isEmpty();
        assertThat(compare.err()).isEqualTo("--html " + pipe + ": a pipe, a socket or a device\n");
    }

    @Test
    void refusesToWriteWhereItCannotBeforeItComparesAnything() throws Exception {
        Path folder = Files.createDirectories(parent.resolve("locked"));
        assertThat(folder.toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(folder), "root may write everywhere");
        Path page = folder.resolve("page.html");

        CliRun compare = run("compare", OLD, NEW, "--html", page.toString());

        assertThat(compare.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(compare.out()).isEmpty();
        assertThat(compare.err())
                .isEqualTo("--html " + page + ": " + folder + " cannot be written to\n");
    }

    @Test
    void comparesNothingWithARunThatHasNoThroughput() throws Exception {
        store(BROKEN, Results.of("constant-straggler", Map.of(), null, List.of(), null));

        assertThat(run("compare", OLD, BROKEN).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("compare", OLD, BROKEN).err())
                .isEqualTo(BROKEN + ": has no throughput to compare: a queue grew\n");
    }
}
