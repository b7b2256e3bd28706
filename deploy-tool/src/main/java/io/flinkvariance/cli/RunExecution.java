package io.flinkvariance.cli;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.ClusterOverview;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.result.Baseline;
import io.flinkvariance.result.ModelTable;
import io.flinkvariance.result.ResultOfRun;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.run.RunObserver;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.RunProgress;
import io.flinkvariance.run.ScenarioRun;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.terminal.ProgressDisplay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs a scenario where it is asked to, and puts the result into its folder. */
final class RunExecution {
    private final Console console;

    RunExecution(Console console) {
        this.console = console;
    }

    RunReport execute(RunRequest request) throws InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.create();
                ProgressDisplay display = console.display()) {
            Calibration calibration = Calibration.of(request);
            try (Cluster cluster = request.cluster().open(scratch.path(), display)) {
                requireSlots(cluster, request.scenario());
                RunReport report = measure(request, cluster, calibration, display);
                report.folder().write(report.result());
                report.folder().keep(scratch.log());
                return report;
            }
        }
    }

    private static void requireSlots(Cluster cluster, Scenario scenario)
            throws InterruptedException {
        FlinkRest rest = new FlinkRest(cluster.restAddress());
        ClusterOverview overview = rest.overview();
        if (overview.slotsAvailable() < scenario.parallelism()) {
            throw new ClusterStateException(
                    ("[%s] %s needs %d free slots, one for each subtask: there are %d of %d."
                                    + " Try: --set stream.parallelism=%d, or more slots")
                            .formatted(
                                    cluster.restAddress().getAuthority(),
                                    scenario.name(),
                                    scenario.parallelism(),
                                    overview.slotsAvailable(),
                                    overview.slotsTotal(),
                                    Math.max(1, overview.slotsAvailable())));
        }
    }

    private static RunReport measure(
            RunRequest request, Cluster cluster, Calibration calibration, ProgressDisplay display)
            throws InterruptedException {
        Scenario scenario = request.scenario();
        ThroughputModel model =
                ThroughputModel.of(
                        scenario, calibration.result(), cluster.buffers(), cluster.taskManagers());
        display.note(scenario.name() + " on " + cluster.description());
        display.note(ModelTable.prediction(model));
        if (!request.plan().leavesTimeFor(model)) {
            display.note(
                    "That is longer than --max-time leaves for it, %d s, so expect no result."
                            .formatted(request.plan().maxTime().toSeconds()));
        }
        RunFolder folder =
                RunFolder.create(request.output(), Instant.now(), scenario, cluster.target());
        RunOutcome outcome =
                new ScenarioRun(cluster, scenario, model, request.plan(), observer(folder, display))
                        .execute();
        Optional<Baseline> baseline =
                Baseline.find(RunFolder.resultsBelow(request.output()), scenario, cluster);
        RunResult result =
                ResultOfRun.of(scenario, cluster, model, outcome, baseline, request.published());
        return new RunReport(result, outcome, folder);
    }

    private static RunObserver observer(RunFolder folder, ProgressDisplay display) {
        return new RunObserver() {
            @Override
            public void submitted(String jobId) {
                // An embedded Flink ends with this process, and the run with it.
            }

            @Override
            public void began(long firstSecond) {
                // The same.
            }

            @Override
            public void disconnected(String why) {
                display.disconnected(why);
            }

            @Override
            public void connected(Duration outage) {
                display.connected(outage);
            }

            @Override
            public void sampled(List<Sample> samples) {
                folder.append(samples);
            }

            @Override
            public void progressed(RunProgress progress) {
                display.progress(progress);
            }
        };
    }
}
