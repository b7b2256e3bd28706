package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.influxdb.InfluxLogin;
import io.flinkvariance.measure.TopicFeed;
import io.flinkvariance.model.SavepointForecast;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.Baseline;
import io.flinkvariance.result.CheckpointText;
import io.flinkvariance.result.ClusterFacts;
import io.flinkvariance.result.ModelTable;
import io.flinkvariance.result.ResultOfRun;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunLock;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.SmallerBuffers;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.RunRecord;
import io.flinkvariance.run.ScenarioRun;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.target.Target;
import io.flinkvariance.terminal.ProgressDisplay;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A Flink that runs, or a connection to one; several runs can follow one another on it. */
public final class Session implements AutoCloseable {
    private final Target target;
    private final ScratchFolder scratch;
    private final Cluster cluster;
    private final ClusterFacts facts;
    private final ProgressDisplay display;

    private Session(
            Target target, ScratchFolder scratch, Cluster cluster, ProgressDisplay display) {
        this.target = target;
        this.scratch = scratch;
        this.cluster = cluster;
        this.facts = ClusterFacts.of(cluster);
        this.display = display;
    }

    /** Starts the target, or connects to it; what was started ends with the session. */
    public static Session open(Target target, ProgressDisplay display) throws InterruptedException {
        ScratchFolder scratch = ScratchFolder.create();
        try {
            Cluster cluster = target.open(scratch.path(), display::note);
            try {
                return new Session(target, scratch, cluster, display);
            } catch (RuntimeException failed) {
                cluster.close();
                throw failed;
            }
        } catch (InterruptedException | RuntimeException failed) {
            scratch.close();
            throw failed;
        }
    }

    /** What runs. */
    Cluster cluster() {
        return cluster;
    }

    /** A new run, from the submission on. */
    RunReport run(RunRequest request, Calibration calibration) throws InterruptedException {
        if (request.rescaleTo().isPresent()) {
            return new RescaledSession(this, target, cluster, display)
                    .run(request, request.rescaleTo().getAsInt(), calibration);
        }
        target.requireRoom(cluster, request.scenario(), display::note);
        ThroughputModel model = model(request.scenario(), calibration);
        display.note(request.scenario().name() + " on " + cluster.description());
        announce(request, model);
        try (Feeding feeding = feeding(request.scenario())) {
            RunFolder folder =
                    RunFolder.create(
                            request.output(), Instant.now(), request.scenario(), cluster.target());
            ScenarioRun run =
                    run(
                            feeding.scenario(),
                            request.plan(),
                            model,
                            feeding.feed(),
                            observer(request, folder));
            return kept(
                    RunLock.during(folder, () -> report(request, model, folder, run.execute())),
                    feeding.secrets());
        }
    }

    /** What a scenario's records come from, from here on. */
    Feeding feeding(Scenario scenario) throws InterruptedException {
        return Feeding.of(scenario, target, cluster, scratch, display::note);
    }

    /** A run whose job is there already, from where an earlier process left off. */
    RunReport resume(RunRequest request, AttachedRun run, Calibration calibration)
            throws InterruptedException {
        AttachedRun.requireNoTopic(cluster, run.record().jobId(), request.scenario());
        ThroughputModel model = model(request.scenario(), calibration);
        display.note(
                "%s, job %s, on %s: going on after %d s of samples"
                        .formatted(
                                request.scenario().name(),
                                run.record().jobId(),
                                cluster.description(),
                                run.progress().samples().size()));
        FolderObserver observer = observer(request, run.folder());
        return kept(
                RunLock.during(
                        run.folder(),
                        () -> {
                            takeForWhole(run);
                            observer.keep(run.record().asOnlyJob());
                            RunOutcome outcome =
                                    run(
                                                    request.scenario(),
                                                    request.plan(),
                                                    model,
                                                    Optional.empty(),
                                                    observer)
                                            .resume(run.progress());
                            return report(request, model, run.folder(), outcome);
                        }));
    }

    /** A run with two jobs goes on with the one that there is. */
    private void takeForWhole(AttachedRun run) {
        RunRecord.Part part = run.record().part();
        if (part == RunRecord.Part.FIRST) {
            display.note(
                    "it was to be rescaled, which attach does not do: its first job is measured as it is");
            run.folder().keepOnlyPhase();
        } else if (part == RunRecord.Part.LAST) {
            display.note(
                    "its last job is measured; the samples of the one before are in "
                            + RunFolder.SAMPLES_BEFORE);
        }
    }

    ThroughputModel model(Scenario scenario, Calibration calibration) throws InterruptedException {
        return model(scenario, calibration, cluster.taskManagers());
    }

    /** The same where not all of its TaskManagers are there yet. */
    ThroughputModel model(Scenario scenario, Calibration calibration, int taskManagers)
            throws InterruptedException {
        return ThroughputModel.of(scenario, calibration.result(), cluster.buffers(), taskManagers);
    }

    /** Of a job that goes on where another one ended, as long as its buffers are empty. */
    ThroughputModel modelOnceBegun(Scenario scenario, Calibration calibration)
            throws InterruptedException {
        return scenario.source() == SourceKind.KAFKA
                ? ThroughputModel.behind(
                        scenario, calibration.result(), cluster.buffers(), cluster.taskManagers())
                : model(scenario, calibration);
    }

    void announce(RunRequest request, ThroughputModel model) {
        display.note(ModelTable.prediction(model));
        if (request.scenario().source() == SourceKind.KAFKA) {
            display.note(ModelTable.lagPrediction(model));
        }
        if (request.scenario().checkpointIntervalMillis().isPresent()) {
            display.note(
                    CheckpointText.prediction(
                            SavepointForecast.of(
                                    model,
                                    request.scenario().sourceParallelism(),
                                    cluster.taskManagers())));
        }
        OptionalInt limit = request.scenario().limit();
        if (limit.isPresent() && RunPlan.endsBeforeAResult(limit.getAsInt(), model)) {
            display.note(
                    "stream.limit=%d ends the run before a throughput can be told; it shows that each record is delivered once."
                            .formatted(limit.getAsInt()));
            return;
        }
        if (request.plan().isShorterThanASteadyState(model)) {
            display.note(
                    "--duration is shorter than a steady state takes to show: the run will last %d s at least, and the window what it has to."
                            .formatted(RunPlan.untilFirstResult(model).toSeconds()));
        }
        if (!request.plan().leavesTimeFor(model)) {
            display.note(
                    "That is longer than --max-time leaves for it, %d s, so expect no result. Try: %s--max-time %dm"
                            .formatted(
                                    request.plan().maxTime().toSeconds(),
                                    SmallerBuffers.remedy(cluster.target(), model.buffers())
                                            .map(words -> words + "; or ")
                                            .orElse(""),
                                    RunPlan.maxTimeFor(model).toMinutes()));
        }
    }

    private ScenarioRun run(
            Scenario scenario,
            RunPlan plan,
            ThroughputModel model,
            Optional<TopicFeed> feed,
            FolderObserver observer) {
        return new ScenarioRun(cluster, scenario, model, plan, feed, observer);
    }

    private FolderObserver observer(RunRequest request, RunFolder folder) {
        return new FolderObserver(
                folder, display, cluster, request.scenario(), request.plan(), RunRecord.Part.ONLY);
    }

    RunReport report(
            RunRequest request, ThroughputModel model, RunFolder folder, RunOutcome outcome) {
        Optional<Baseline> baseline =
                Baseline.find(RunFolder.resultsBelow(request.output()), request.scenario(), facts);
        RunResult result =
                ResultOfRun.of(
                        request.scenario(),
                        facts,
                        model,
                        outcome,
                        baseline,
                        request.published(),
                        target.metrics()
                                .map(
                                        source ->
                                                new RunCrossCheck(source, cluster, outcome, folder)
                                                        .make()));
        return new RunReport(result, outcome, folder, List.of());
    }

    private RunReport kept(RunReport report) {
        return kept(report, List.of());
    }

    /**
     * Keeps what can be kept: a result that was measured is shown, whatever the disk says. A run
     * whose job goes on is not at its end, and can be taken up again.
     */
    RunReport kept(RunReport report, List<String> secrets) {
        if (report.outcome().jobLeftRunning().isPresent()) {
            cluster.leave(report.outcome().jobLeftRunning().get());
            return report;
        }
        List<String> notKept = new ArrayList<>();
        keep(() -> report.folder().write(report.result()), notKept);
        // Flink writes the whole configuration of a reporter into its log.
        List<String> hidden = new ArrayList<>(secrets);
        target.metrics()
                .flatMap(source -> source.address().login())
                .map(InfluxLogin::password)
                .ifPresent(hidden::add);
        for (Path log : scratch.logs()) {
            keep(() -> report.folder().keep(log, hidden), notKept);
        }
        keep(
                () -> ReportFile.write(new StoredRun(report.folder().path(), report.result())),
                notKept);
        return new RunReport(report.result(), report.outcome(), report.folder(), notKept);
    }

    private static void keep(Runnable writing, List<String> notKept) {
        try {
            writing.run();
        } catch (OperationFailedException failed) {
            notKept.add(failed.getMessage());
        }
    }

    @Override
    public void close() {
        cluster.close();
        scratch.close();
    }
}
