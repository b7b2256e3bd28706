package io.flinkvariance.smackdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.experiment.RunReports;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.series.SeriesExperiment;
import io.flinkvariance.series.SeriesFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmackdownTest {
    private static final List<String> SCENARIOS =
            List.of("minimal-variance", "slight-straggler", "bad-straggler", "constant-straggler");
    private static final Map<String, Double> PER_SECOND =
            Map.of(
                    "minimal-variance", 560.0,
                    "slight-straggler", 440.0,
                    "bad-straggler", 240.0,
                    "constant-straggler", 79.8);

    private final List<String> made = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @TempDir private Path parent;

    private static Smackdown planned(Set<String> routers, int repeat, long seed) {
        return Smackdown.of(Instant.EPOCH, "1.0", SCENARIOS, routers, repeat, new Random(seed));
    }

    private SeriesFolder<Smackdown> folder() {
        return new SeriesFolder<>(parent.resolve("smackdown"), Smackdown.KIND);
    }

    /** The rest of one: without those that are unsteady, or up to that run. */
    private Smackdown completed(Smackdown begun, Set<String> unsteady, int interruptedAt)
            throws InterruptedException {
        return new SeriesExperiment<>(
                        folder(),
                        index -> made(begun.trials().get(index), unsteady, interruptedAt),
                        SeriesExperiment.Comparison.none(),
                        notes::add)
                .complete(begun);
    }

    private RunReport made(Trial trial, Set<String> unsteady, int interruptedAt) {
        made.add(trial.scenario());
        boolean isSteady = !unsteady.contains(trial.scenario());
        return report(
                trial,
                isSteady ? PER_SECOND.get(trial.scenario()) : null,
                made.size() == interruptedAt
                        ? RunOutcome.End.INTERRUPTED
                        : RunOutcome.End.MEASURED);
    }

    private RunReport report(Trial trial, Double mean, RunOutcome.End end) {
        return RunReports.of(
                Results.measured(
                        trial.scenario(), Map.of("stream.partitioner", trial.router()), mean, 1),
                end,
                RunFolder.create(
                        parent,
                        Instant.ofEpochSecond(made.size()),
                        Scenarios.of(trial.scenario()),
                        "embedded"));
    }

    @Test
    void runsEveryScenarioWithEveryRouterInEveryRoundInAnOrderThatIsDrawn() {
        Smackdown smackdown = planned(Set.of("rebalance", "least-backlog"), 3, 1);

        assertThat(smackdown.trials()).hasSize(24);
        for (int round = 0; round < 3; round++) {
            List<Trial> ofRound = smackdown.trials().subList(8 * round, 8 * round + 8);
            assertThat(new HashSet<>(ofRound.stream().map(t -> t.scenario() + t.router()).toList()))
                    .hasSize(8);
        }
        assertThat(smackdown.trials())
                .isNotEqualTo(planned(Set.of("rebalance", "least-backlog"), 3, 2).trials());
    }

    @Test
    void measuresWhatAllAreSharesOfEvenWhenItsRouterIsNotAskedFor() {
        assertThat(planned(Set.of("least-backlog"), 1, 1).trials())
                .hasSize(5)
                .anySatisfy(
                        trial -> {
                            assertThat(trial.scenario()).isEqualTo("minimal-variance");
                            assertThat(trial.router()).isEqualTo("rebalance");
                        });
    }

    @Test
    void keepsEveryResultInOneFileAsSoonAsItIsThere() throws InterruptedException {
        Smackdown smackdown = completed(planned(Set.of("rebalance"), 1, 1), Set.of(), -1);

        assertThat(smackdown.isComplete()).isTrue();
        assertThat(folder().read()).isEqualTo(smackdown);
        assertThat(notes.get(0)).startsWith("1 of 4: ");
        assertThat(smackdown.flink().target()).isEqualTo("embedded");
    }

    @Test
    void goesOnAfterCtrlCWithWhatIsMissing() throws InterruptedException {
        Smackdown planned = planned(Set.of("rebalance"), 1, 1);

        assertThatThrownBy(() -> completed(planned, Set.of(), 2))
                .isInstanceOf(InterruptedException.class);
        Smackdown kept = folder().read();
        made.clear();
        Smackdown completed = completed(kept, Set.of(), -1);

        assertThat(made).hasSize(2);
        assertThat(completed.isComplete()).isTrue();
        assertThat(new HashSet<>(completed.trials().stream().map(Trial::scenario).toList()))
                .hasSize(4);
    }

    @Test
    void makesTheOtherRunsWhenOneCameToNoResult() throws InterruptedException {
        Smackdown smackdown =
                completed(planned(Set.of("rebalance"), 1, 1), Set.of("bad-straggler"), -1);

        assertThat(made).hasSize(4);
        assertThat(smackdown.isComplete()).isFalse();
        assertThat(smackdown.trials())
                .filteredOn(trial -> !trial.outcome().isMeasured())
                .singleElement()
                .satisfies(
                        trial -> assertThat(trial.outcome().failure()).contains("no steady state"));
    }

    @Test
    void doesNotMixRunsOfTwoClusters() throws InterruptedException {
        Smackdown planned = planned(Set.of("rebalance"), 1, 1);
        assertThatThrownBy(() -> completed(planned, Set.of(), 2))
                .isInstanceOf(InterruptedException.class);
        Path file = folder().path().resolve(Smackdown.KIND.file());
        replace(file, "\"taskManagers\" : 1", "\"taskManagers\" : 4");
        Smackdown elsewhere = folder().read();

        assertThatThrownBy(() -> completed(elsewhere, Set.of(), -1))
                .hasMessage(
                        "the runs so far were made on: embedded, Flink 1.8.1 on Java 17,"
                                + " TaskManagers: 4, buffers 4096/2/1; and this is: embedded, Flink"
                                + " 1.8.1 on Java 17, TaskManagers: 1, buffers 4096/2/1. Try: the"
                                + " options of then, or begin anew");
    }

    @Test
    void refusesFoldersAndFilesThatAreNone() throws IOException {
        assertThatThrownBy(() -> folder().read())
                .isInstanceOf(UsageException.class)
                .hasMessage(folder().path() + ": no smackdown: there is no smackdown.json");
        folder().write(planned(Set.of("rebalance"), 1, 1));
        Path file = folder().path().resolve(Smackdown.KIND.file());
        String whole = Files.readString(file);
        replace(file, "\"formatVersion\" : 1", "\"formatVersion\" : 9");
        assertThatThrownBy(() -> folder().read())
                .hasMessage(
                        file
                                + ": is of format 9, and this version reads 1. Try: the version"
                                + " that wrote it");
        for (String broken : List.of("", "{", "[]", "null", whole.substring(0, 300))) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> folder().read())
                    .as(broken)
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith(file + ": cannot be read: ");
        }
    }

    @Test
    void showsTheFastestFirstBesideWhatWasPublished() throws InterruptedException {
        Smackdown smackdown =
                completed(planned(Set.of("rebalance"), 1, 1), Set.of("slight-straggler"), -1);

        String table = SmackdownTable.of(smackdown, new PublishedFigures(KitHome.locate()));

        assertThat(table.lines().map(String::stripTrailing))
                .satisfiesExactly(
                        head -> assertThat(head).contains("Flink 1.8.1*", "Storm 2.0*", "Spark*"),
                        rule -> assertThat(rule).startsWith("───"),
                        row ->
                                assertThat(row)
                                        .matches(
                                                "minimal-variance +rebalance +560\\.0 ± 1\\.0 .*"
                                                        + " 100\\.0 % .* 100 +100 .*"),
                        row -> assertThat(row).matches(".*bad-straggler.* 42\\.9 ± 0\\.2 % .*45.*"),
                        row ->
                                assertThat(row)
                                        .matches(".*constant-straggler.* 14\\.2[45]? ± .* 12 .*"),
                        row -> assertThat(row).matches("slight-straggler +rebalance +– +– +– .*"),
                        note -> assertThat(note).startsWith("of minimal: "),
                        note ->
                                assertThat(note)
                                        .isEqualTo(
                                                "* published, in % of each engine's own: owenrh,"
                                                        + " \"Stream Processing Backpressure"
                                                        + " Smackdown\", 14 October 2019."));
    }

    private static void replace(Path file, String before, String after) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(before);
            Files.writeString(file, text.replace(before, after));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
