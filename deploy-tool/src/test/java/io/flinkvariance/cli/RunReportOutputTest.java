package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.SubtaskDetails;
import io.flinkvariance.result.ClusterFacts;
import io.flinkvariance.result.ResultOfRun;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.run.JobTotals;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.StubCluster;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.terminal.PlainDisplay;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportOutputTest {
    private static final RunPlan PLAN =
            new RunPlan(Optional.empty(), Optional.empty(), Duration.ofMinutes(10));
    private static final Cluster CLUSTER =
            new StubCluster(new FlinkRest(URI.create("http://127.0.0.1:1")));
    private static final Verdict STEADY =
            new Verdict.Steady(10, 60, 80, 0.4, 12, 20, OptionalDouble.empty());

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Console console =
            new Console(
                    new PrintStream(shown, true, StandardCharsets.UTF_8),
                    new PrintStream(written, true, StandardCharsets.UTF_8),
                    PlainDisplay::new);

    @TempDir private Path parent;

    private static RunOutcome outcome(
            RunOutcome.End end, String failure, int attempt, Optional<String> jobLeftRunning) {
        return new RunOutcome(
                PLAN,
                Instant.EPOCH,
                end,
                failure,
                new SampleSeries(List.of()),
                LagSeries.NONE,
                new Measurement(STEADY, List.of()),
                List.of(new SubtaskDetails(0, "node1", attempt)),
                JobTotals.NONE,
                jobLeftRunning,
                Optional.of("j"),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private ExitCode tell(RunOutcome outcome) {
        return tell(outcome, List.of());
    }

    private ExitCode tell(RunOutcome outcome, List<String> notKept) {
        Scenario scenario = Scenarios.of("bad-straggler");
        ThroughputModel model =
                ThroughputModel.of(scenario, SleepOvershoot.NONE, BufferSettings.SMALL, 1);
        RunResult result =
                ResultOfRun.of(
                        scenario,
                        ClusterFacts.of(CLUSTER),
                        model,
                        outcome,
                        Optional.empty(),
                        OptionalDouble.empty(),
                        Optional.empty());
        RunFolder folder = RunFolder.create(parent, Instant.EPOCH, scenario, "stub");
        return RunReportOutput.tell(
                console,
                new OwnCommands(Optional.empty()),
                new RunReport(result, outcome, folder, notKept),
                false);
    }

    private String lastLine() {
        List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.get(lines.size() - 1);
    }

    @Test
    void saysThatCtrlCCancelledTheJob() {
        assertThat(tell(outcome(RunOutcome.End.INTERRUPTED, "", 0, Optional.empty())))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(lastLine()).isEqualTo("interrupted; the job is cancelled");
    }

    @Test
    void saysThatAfterCtrlCTheJobMayRunOn() {
        String why = "cancelling job j: it still runs after 15 s. Try: deploy-tool cancel j";

        assertThat(tell(outcome(RunOutcome.End.INTERRUPTED, why, 0, Optional.of("j"))))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(lastLine()).isEqualTo("interrupted; " + why);
    }

    @Test
    void saysOfAJobThatEndsWithTheCommandWhatWasSeen() {
        String why = "cancelling job j: it still runs after 15 s; its Flink ends with this command";

        assertThat(tell(outcome(RunOutcome.End.INTERRUPTED, why, 0, Optional.empty())))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(lastLine()).isEqualTo("interrupted; " + why);
    }

    @Test
    void isASuccessWhenItIsMeasured() {
        assertThat(tell(outcome(RunOutcome.End.MEASURED, "", 0, Optional.empty())))
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void showsAResultThatCannotBeKeptAndThenComplains() {
        String full = "writing run.json: No space left on device";

        assertThat(tell(outcome(RunOutcome.End.MEASURED, "", 0, Optional.empty()), List.of(full)))
                .isEqualTo(ExitCode.FAILED);
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("80.0 ± 0.4");
        assertThat(lastLine()).isEqualTo(full);
    }

    @Test
    void isAFailureWhenASubtaskWasStartedOver() {
        assertThat(tell(outcome(RunOutcome.End.MEASURED, "", 1, Optional.empty())))
                .isEqualTo(ExitCode.FAILED);
        assertThat(lastLine())
                .startsWith("bad-straggler: ")
                .contains("no result: a subtask was started over during the run");
    }
}
