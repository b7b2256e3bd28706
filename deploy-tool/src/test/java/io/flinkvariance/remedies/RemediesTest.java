package io.flinkvariance.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.experiment.RunReports;
import io.flinkvariance.latency.Percentiles;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.result.DocumentedSchema;
import io.flinkvariance.result.LatencyResult;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.series.OneFlink;
import io.flinkvariance.series.SeriesExperiment;
import io.flinkvariance.series.SeriesFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A series of them: what it keeps, tells, and goes on with after an interrupt. */
class RemediesTest {
    private static final String SCENARIO = "constant-straggler";
    private static final List<Remedy> REMEDIES =
            Remedy.of(Scenarios.of(SCENARIO), Optional.of(BufferSettings.SMALL));
    private static final Map<String, Double> PER_SECOND =
            Map.of("as it is", 80.0, "least-backlog", 440.0, "8 subtasks", 160.0);

    private final List<String> made = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @TempDir private Path parent;

    private SeriesFolder<Remedies> folder() {
        return new SeriesFolder<>(parent.resolve("remedies"), Remedies.KIND);
    }

    private static Remedies planned() {
        return Remedies.of(
                SCENARIO,
                Instant.EPOCH,
                "1.0",
                REMEDIES.stream().filter(r -> PER_SECOND.containsKey(r.name())).toList());
    }

    private interface Runs {
        RunReport of(Remedy remedy) throws InterruptedException;
    }

    private Remedies completed(Remedies begun, Runs runs) throws InterruptedException {
        RemediesComparison comparison = new RemediesComparison(folder(), begun);
        Remedies completed =
                new SeriesExperiment<>(
                                folder(),
                                index -> {
                                    Remedy remedy = begun.trials().get(index).remedy();
                                    made.add(remedy.name());
                                    return runs.of(remedy);
                                },
                                comparison,
                                notes::add)
                        .complete(begun);
        comparison.writePages(completed);
        return completed;
    }

    private RunReport measured(Remedy remedy) {
        return report(remedy, PER_SECOND.get(remedy.name()), RunOutcome.End.MEASURED);
    }

    private RunReport report(Remedy remedy, Double mean, RunOutcome.End end) {
        RunResult result =
                Results.with(
                        Results.measured(SCENARIO, remedy.settings(), mean, 1),
                        mean == null ? null : latency(remedy.settings().isEmpty()),
                        null);
        RunFolder run =
                RunFolder.create(
                        folder().path(),
                        Instant.ofEpochSecond(made.size()),
                        Scenarios.of(SCENARIO),
                        "embedded");
        run.write(result);
        return RunReports.of(result, end, run);
    }

    /** As it is, what the straggler does waited since before the window. */
    private static LatencyResult latency(boolean ofBefore) {
        Percentiles all = new Percentiles(120, 500, 1912.4, 2000, 2100);
        return new LatencyResult(
                null,
                1,
                null,
                100L,
                all,
                null,
                List.of(new LatencyResult.OfSubtask(0, 100, ofBefore ? 51 : 50, all, null)));
    }

    @Test
    void tellsWhatEachIsTimesTheScenarioAsItIs() throws InterruptedException {
        Remedies remedies = completed(planned(), this::measured);

        assertThat(remedies.isComplete()).isTrue();
        assertThat(notes.get(1)).isEqualTo("2 of 3: constant-straggler, least-backlog");
        Trial cure = remedies.trials().get(1);
        assertThat(cure.times()).isEqualTo(5.5, within(1e-9));
        assertThat(cure.timesCi95()).isBetween(0.01, 0.2);
        assertThat(RemediesTable.of(remedies).lines().map(String::stripTrailing))
                .satisfiesExactly(
                        head ->
                                assertThat(head)
                                        .startsWith("constant-straggler")
                                        .endsWith("p99, ms"),
                        rule -> assertThat(rule).startsWith("───"),
                        row ->
                                assertThat(row)
                                        .matches("as it is +80\\.0 ± 1\\.0 .* 1 +120\\* +1912\\*"),
                        row ->
                                assertThat(row)
                                        .matches(
                                                "least-backlog +440\\.0 ± 1\\.0 .* 5\\.50 ±"
                                                        + " 0\\.0\\d +120 +1912"),
                        row ->
                                assertThat(row)
                                        .matches("8 subtasks +160\\.0 ± .* 2\\.00 ± 0\\.0\\d .*"),
                        note ->
                                assertThat(note)
                                        .isEqualTo(
                                                "*: most records of some subtask were emitted"
                                                        + " before the window, when queues may have"
                                                        + " been shorter."),
                        empty -> assertThat(empty).isEmpty(),
                        word ->
                                assertThat(word)
                                        .isEqualTo(
                                                "as it is: every subtask in turn: equal shares, so"
                                                        + " all keep the pace of the slowest."),
                        word -> assertThat(word).startsWith("least-backlog: the emptiest queue"),
                        word ->
                                assertThat(word)
                                        .startsWith("8 subtasks: each gets half the share"));
    }

    @Test
    void keepsWhatItFoundInOneFileThatFollowsItsSchemaAndOnPages() throws Exception {
        completed(planned(), this::measured);

        Path file = folder().path().resolve("remedies.json");
        assertThat(ResultJson.read(file, Remedies.class).isComplete()).isTrue();
        assertThat(new DocumentedSchema("remedies").violations(Files.readString(file))).isEmpty();
        assertThat(folder().path().resolve("compare.html")).content().contains("5.50");
        assertThat(folder().path().resolve("report.html")).content().contains("3 of 3 runs");
    }

    @Test
    void triesTheOthersWhereOneHasNoRoomOrNoSteadyState() throws InterruptedException {
        Remedies remedies =
                completed(
                        planned(),
                        remedy -> {
                            if (remedy.name().equals("8 subtasks")) {
                                throw new ClusterStateException("4 slots are free");
                            }
                            return report(
                                    remedy,
                                    remedy.settings().isEmpty() ? 80.0 : null,
                                    RunOutcome.End.MEASURED);
                        });

        assertThat(made).containsExactly("as it is", "least-backlog", "8 subtasks");
        assertThat(remedies.isComplete()).isFalse();
        assertThat(RemediesTable.of(remedies))
                .contains("8 subtasks: not measured: 4 slots are free.")
                .containsPattern("least-backlog: not measured: no steady state");
    }

    @Test
    void endsWhereNotEvenTheScenarioAsItIsHasRoom() {
        assertThatThrownBy(
                        () ->
                                completed(
                                        planned(),
                                        remedy -> {
                                            throw new ClusterStateException("no slot is free");
                                        }))
                .hasMessage("no slot is free");
        assertThat(made).hasSize(1);
    }

    private Remedies interruptedAfterTheFirst() {
        assertThatThrownBy(
                        () ->
                                completed(
                                        planned(),
                                        remedy ->
                                                made.size() == 1
                                                        ? measured(remedy)
                                                        : report(
                                                                remedy,
                                                                null,
                                                                RunOutcome.End.INTERRUPTED)))
                .isInstanceOf(InterruptedException.class);
        return folder().read();
    }

    @Test
    void keepsWhatIsMeasuredWhenItIsInterrupted() {
        Remedies kept = interruptedAfterTheFirst();

        assertThat(made).hasSize(2);
        assertThat(kept.outcomes().get(0).isMeasured()).isTrue();
        assertThat(kept.outcomes().get(1).failure()).isEqualTo("interrupted");
        assertThat(kept.outcomes().get(2).failure()).isNull();
        assertThat(kept.flink().target()).isEqualTo("embedded");
    }

    @Test
    void goesOnWithWhatIsMissingAndComparesItWithWhatWasMeasuredThen() throws Exception {
        Remedies kept = interruptedAfterTheFirst();
        made.clear();

        Remedies remedies = completed(kept, this::measured);

        assertThat(made).containsExactly("least-backlog", "8 subtasks");
        assertThat(remedies.isComplete()).isTrue();
        assertThat(remedies.trials().get(1).times()).isEqualTo(5.5, within(1e-9));
        assertThat(folder().path().resolve("compare.html")).content().contains("5.50");
    }

    @Test
    void comparesWhatWasMeasuredBeforeTheScenarioAsItIsOnceThatIsMeasured() throws Exception {
        Remedies without =
                completed(
                        planned(),
                        remedy ->
                                remedy.settings().isEmpty()
                                        ? report(remedy, null, RunOutcome.End.MEASURED)
                                        : measured(remedy));
        assertThat(without.trials()).allMatch(trial -> trial.times() == null);

        Remedies remedies = completed(without, this::measured);

        assertThat(remedies.trials().get(0).times()).isEqualTo(1);
        assertThat(remedies.trials().get(1).times()).isEqualTo(5.5, within(1e-9));
    }

    @Test
    void takesARunWithOtherBuffersForOneOfThisSeriesAndKeepsWhatTheOthersHave() throws Exception {
        Remedies begun =
                Remedies.of(
                        SCENARIO,
                        Instant.EPOCH,
                        "1.0",
                        REMEDIES.stream()
                                .filter(r -> r.isNone() || r.name().startsWith("4 buffers"))
                                .toList());
        Remedies first =
                completed(
                        begun,
                        remedy ->
                                report(
                                        remedy,
                                        remedy.isNone() ? 80.0 : null,
                                        RunOutcome.End.MEASURED));
        made.clear();
        OneFlink otherwise =
                new OneFlink("embedded", "1.8.1", "17", 1, new BufferSettings(4096, 9, 1));

        Remedies remedies =
                completed(
                        first.on(otherwise),
                        remedy -> report(remedy, 79.0, RunOutcome.End.MEASURED));

        assertThat(made).containsExactly("4 buffers a channel");
        assertThat(remedies.isComplete()).isTrue();
        assertThat(remedies.flink()).isEqualTo(otherwise);
    }

    @Test
    void refusesToGoOnOnAnotherFlink() {
        Remedies kept = interruptedAfterTheFirst();
        Remedies elsewhere = kept.on(new OneFlink("local", "1.8.1", "17", 1, BufferSettings.SMALL));

        assertThatThrownBy(() -> completed(elsewhere, this::measured))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageStartingWith("the runs so far were made on: local, Flink 1.8.1")
                .hasMessageEndingWith("Try: the options of then, or begin anew");
    }
}
