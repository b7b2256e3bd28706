package io.flinkvariance.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.experiment.RunReports;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.result.DocumentedSchema;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemediesExperimentTest {
    private static final String SCENARIO = "constant-straggler";
    private static final List<Remedy> REMEDIES = Remedy.of(Scenarios.of(SCENARIO));
    private static final Map<String, Double> PER_SECOND =
            Map.of("as it is", 80.0, "least-backlog", 440.0, "8 subtasks", 160.0);

    private final List<String> made = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @TempDir private Path parent;

    private RemediesFolder folder() {
        return new RemediesFolder(parent.resolve("remedies"));
    }

    private static Remedies planned() {
        return Remedies.of(
                SCENARIO,
                Instant.EPOCH,
                "1.0",
                REMEDIES.stream().filter(r -> PER_SECOND.containsKey(r.name())).toList());
    }

    private RemediesExperiment experiment(RemediesExperiment.Runs runs) {
        return new RemediesExperiment(
                folder(),
                remedy -> {
                    made.add(remedy.name());
                    return runs.run(remedy);
                },
                notes::add);
    }

    private RunReport measured(Remedy remedy) {
        return report(remedy, PER_SECOND.get(remedy.name()), RunOutcome.End.MEASURED);
    }

    private RunReport report(Remedy remedy, Double mean, RunOutcome.End end) {
        return RunReports.of(
                Results.measured(SCENARIO, remedy.settings(), mean, 1),
                end,
                RunFolder.create(
                        folder().path(),
                        Instant.ofEpochSecond(made.size()),
                        Scenarios.of(SCENARIO),
                        "embedded"));
    }

    @Test
    void turnsEveryKnobByItselfAndBeginsWithTheScenarioAsItIs() {
        assertThat(REMEDIES.stream().map(Remedy::name))
                .containsExactly(
                        "as it is",
                        "least-backlog",
                        "power-of-two",
                        "8 subtasks",
                        "buffer timeout 0 ms",
                        "buffer timeout 5 ms",
                        "rescale",
                        "shuffle");
        assertThat(REMEDIES.get(0).settings()).isEmpty();
        assertThat(REMEDIES.stream().skip(1)).allMatch(remedy -> remedy.settings().size() == 1);
    }

    @Test
    void triesNoKnobThatIsTurnedThatWayAlready() {
        Scenario cured =
                Scenarios.of(
                        SCENARIO,
                        Map.of(
                                "stream.partitioner",
                                "least-backlog",
                                "stream.bufferTimeoutMillis",
                                "5",
                                "stream.parallelism",
                                "3"));

        assertThat(Remedy.of(cured).stream().map(Remedy::name))
                .contains("rebalance", "buffer timeout 100 ms", "6 subtasks")
                .doesNotContain("least-backlog", "buffer timeout 5 ms");
    }

    @Test
    void keepsTheOtherValuesThatTheUserReplaces() {
        Remedy router = REMEDIES.get(1);

        assertThat(router.over(Map.of("nums.min", "3", "stream.partitioner", "shuffle")))
                .isEqualTo(Map.of("nums.min", "3", "stream.partitioner", "least-backlog"));
    }

    @Test
    void tellsWhatEachIsTimesTheScenarioAsItIs() throws InterruptedException {
        RemediesExperiment.Ended ended = experiment(this::measured).complete(planned());

        assertThat(ended.isInterrupted()).isFalse();
        assertThat(ended.remedies().isComplete()).isTrue();
        assertThat(notes.get(1)).isEqualTo("2 of 3: constant-straggler, least-backlog");
        Trial cure = ended.remedies().trials().get(1);
        assertThat(cure.times()).isEqualTo(5.5, within(1e-9));
        assertThat(cure.timesCi95()).isBetween(0.01, 0.2);
        assertThat(RemediesTable.of(ended.remedies()).lines().map(String::stripTrailing))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("constant-straggler").endsWith("times"),
                        rule -> assertThat(rule).startsWith("───"),
                        row -> assertThat(row).matches("as it is +80\\.0 ± 1\\.0 .* 1"),
                        row ->
                                assertThat(row)
                                        .matches(
                                                "least-backlog +440\\.0 ± 1\\.0 .* 5\\.50 ± 0\\.0\\d"),
                        row ->
                                assertThat(row)
                                        .matches("8 subtasks +160\\.0 ± .* 2\\.00 ± 0\\.0\\d"),
                        empty -> assertThat(empty).isEmpty(),
                        word ->
                                assertThat(word)
                                        .isEqualTo(
                                                "as it is: every subtask in turn: equal shares, so all"
                                                        + " keep the pace of the slowest."),
                        word -> assertThat(word).startsWith("least-backlog: the emptiest queue"),
                        word ->
                                assertThat(word)
                                        .startsWith("8 subtasks: each gets half the share"));
    }

    @Test
    void keepsWhatItFoundInOneFileThatFollowsItsSchemaAndOnOnePage() throws Exception {
        experiment(this::measured).complete(planned());

        Path file = folder().path().resolve("remedies.json");
        assertThat(ResultJson.read(file, Remedies.class).isComplete()).isTrue();
        assertThat(new DocumentedSchema("remedies").violations(Files.readString(file))).isEmpty();
        assertThat(folder().path().resolve("compare.html")).content().contains("5.50");
    }

    @Test
    void triesTheOthersWhereOneHasNoRoomOrNoSteadyState() throws InterruptedException {
        RemediesExperiment.Ended ended =
                experiment(
                                remedy -> {
                                    if (remedy.name().equals("8 subtasks")) {
                                        throw new ClusterStateException("4 slots are free");
                                    }
                                    return report(
                                            remedy,
                                            remedy.settings().isEmpty() ? 80.0 : null,
                                            RunOutcome.End.MEASURED);
                                })
                        .complete(planned());

        assertThat(made).containsExactly("as it is", "least-backlog", "8 subtasks");
        assertThat(ended.remedies().isComplete()).isFalse();
        assertThat(RemediesTable.of(ended.remedies()))
                .contains("8 subtasks: not measured: 4 slots are free.")
                .containsPattern("least-backlog: not measured: no steady state");
    }

    @Test
    void endsWhereNotEvenTheScenarioAsItIsHasRoom() {
        RemediesExperiment full =
                experiment(
                        remedy -> {
                            throw new ClusterStateException("no slot is free");
                        });

        assertThatThrownBy(() -> full.complete(planned())).hasMessage("no slot is free");
        assertThat(made).hasSize(1);
    }

    @Test
    void keepsWhatIsMeasuredWhenItIsInterrupted() throws InterruptedException, IOException {
        RemediesExperiment.Ended ended =
                experiment(
                                remedy ->
                                        remedy.settings().isEmpty()
                                                ? measured(remedy)
                                                : report(remedy, null, RunOutcome.End.INTERRUPTED))
                        .complete(planned());

        assertThat(ended.isInterrupted()).isTrue();
        assertThat(made).hasSize(2);
        Remedies kept = ResultJson.read(folder().path().resolve("remedies.json"), Remedies.class);
        assertThat(kept.trials().get(0).isMeasured()).isTrue();
        assertThat(kept.trials().get(1).failure()).isEqualTo("interrupted");
        assertThat(kept.trials().get(2).failure()).isNull();
    }
}
