package io.flinkvariance.cli;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.influxdb.InfluxLogin;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.result.Baseline;
import io.flinkvariance.result.ModelTable;
import io.flinkvariance.result.ResultOfRun;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunLock;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.SmallerBuffers;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.ScenarioRun;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.terminal.ProgressDisplay;
import java.time.Instant;
import java.util.Optional;

/** Runs a scenario where it is asked to, and puts the result into its folder. */
final class RunExecution {
    private final Console console;

    RunExecution(Console console) {
        this.console = console;
    }

    /** A new run, from the submission on. */
    RunReport execute(RunRequest request) throws InterruptedException {
        return with(
                request,
                (cluster, calibration, display) -> {
                    FreeSlots.require(cluster, request.scenario(), display::note);
                    ThroughputModel model = model(request, cluster, calibration);
                    display.note(request.scenario().name() + " on " + cluster.description());
                    announce(request, cluster.target(), model, display);
                    RunFolder folder =
                            RunFolder.create(
                                    request.output(),
                                    Instant.now(),
                                    request.scenario(),
                                    cluster.target());
                    FolderObserver observer = observer(request, folder, cluster, display);
                    ScenarioRun run = run(request, cluster, model, observer);
                    return RunLock.during(
                            folder, () -> report(request, cluster, model, folder, run.execute()));
                });
    }

    /** A run whose job is there already, from where an earlier process left off. */
    RunReport resume(RunRequest request, AttachedRun run) throws InterruptedException {
        return with(
                request,
                (cluster, calibration, display) -> {
                    ThroughputModel model = model(request, cluster, calibration);
                    display.note(
                            "%s, job %s, on %s: going on after %d s of samples"
                                    .formatted(
                                            request.scenario().name(),
                                            run.record().jobId(),
                                            cluster.description(),
                                            run.progress().samples().size()));
                    FolderObserver observer = observer(request, run.folder(), cluster, display);
                    return RunLock.during(
                            run.folder(),
                            () -> {
                                observer.keep(run.record());
                                RunOutcome outcome =
                                        run(request, cluster, model, observer)
                                                .resume(run.progress());
                                return report(request, cluster, model, run.folder(), outcome);
                            });
                });
    }

    private static ScenarioRun run(
            RunRequest request, Cluster cluster, ThroughputModel model, FolderObserver observer) {
        return new ScenarioRun(cluster, request.scenario(), model, request.plan(), observer);
    }

    private interface Work {
        RunReport on(Cluster cluster, Calibration calibration, ProgressDisplay display)
                throws InterruptedException;
    }

    private RunReport with(RunRequest request, Work work) throws InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.create();
                ProgressDisplay display = console.display()) {
            Calibration calibration = Calibration.of(request);
            try (Cluster cluster = request.cluster().open(scratch.path(), display)) {
                RunReport report = work.on(cluster, calibration, display);
                // A run whose job goes on is not at its end, and can be taken up again.
                if (report.outcome().jobLeftRunning().isEmpty()) {
                    report.folder().write(report.result());
                    keepLogs(request, scratch, report.folder());
                }
                return report;
            }
        }
    }

    /** Flink writes the whole configuration of a reporter into its log. */
    private static void keepLogs(RunRequest request, ScratchFolder scratch, RunFolder folder) {
        String password =
                request.metrics()
                        .flatMap(source -> source.address().login())
                        .map(InfluxLogin::password)
                        .orElse("");
        scratch.logs().forEach(log -> folder.keep(log, password));
    }

    private static ThroughputModel model(
            RunRequest request, Cluster cluster, Calibration calibration)
            throws InterruptedException {
        return ThroughputModel.of(
                request.scenario(),
                calibration.result(),
                cluster.buffers(),
                cluster.taskManagers());
    }

    private static void announce(
            RunRequest request, String target, ThroughputModel model, ProgressDisplay display) {
        display.note(ModelTable.prediction(model));
        if (!request.plan().leavesTimeFor(model)) {
            display.note(
                    "That is longer than --max-time leaves for it, %d s, so expect no result. Try: %s--max-time %dm"
                            .formatted(
                                    request.plan().maxTime().toSeconds(),
                                    SmallerBuffers.remedy(target, model.buffers())
                                            .map(words -> words + "; or ")
                                            .orElse(""),
                                    RunPlan.maxTimeFor(model).toMinutes()));
        }
    }

    private static FolderObserver observer(
            RunRequest request, RunFolder folder, Cluster cluster, ProgressDisplay display) {
        return new FolderObserver(folder, display, cluster, request.scenario(), request.plan());
    }

    private static RunReport report(
            RunRequest request,
            Cluster cluster,
            ThroughputModel model,
            RunFolder folder,
            RunOutcome outcome) {
        Scenario scenario = request.scenario();
        Optional<Baseline> baseline =
                Baseline.find(RunFolder.resultsBelow(request.output()), scenario, cluster);
        RunResult result =
                ResultOfRun.of(
                        scenario,
                        cluster,
                        model,
                        outcome,
                        baseline,
                        request.published(),
                        request.metrics()
                                .map(
                                        source ->
                                                new RunCrossCheck(source, cluster, outcome, folder)
                                                        .make()));
        return new RunReport(result, outcome, folder);
    }
}
