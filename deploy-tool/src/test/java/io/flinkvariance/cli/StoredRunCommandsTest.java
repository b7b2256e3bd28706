package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.model.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code results} and {@code analyze}. */
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
