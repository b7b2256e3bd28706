package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.job.SavepointLimits;
import io.flinkvariance.measure.TopicFeed;
import io.flinkvariance.model.SavepointForecast;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.result.Rescaling;
import io.flinkvariance.result.ResultOfRun;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunLock;
import io.flinkvariance.result.RunPhase;
import io.flinkvariance.result.SmallerBuffers;
import io.flinkvariance.run.RescaledOutcome;
import io.flinkvariance.run.RescaledRun;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.RunRecord;
import io.flinkvariance.run.ScenarioRun;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.target.Target;
import io.flinkvariance.terminal.ProgressDisplay;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run in a session that goes on at another parallelism once it is measured. */
final class RescaledSession {
    /** How long after the end of its time Flink may take to say that a savepoint failed. */
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final Session session;
    private final Target target;
    private final Cluster cluster;
    private final ProgressDisplay display;

    RescaledSession(Session session, Target target, Cluster cluster, ProgressDisplay display) {
        this.session = session;
        this.target = target;
        this.cluster = cluster;
        this.display = display;
    }

    /**
     * A phase of the run: what is run in it, and what is expected of it.
     *
     * @param taskManagers that may have a part in it
     * @param start what is expected of it as long as its buffers are empty
     */
    private record Phase(
            RunRequest request, int taskManagers, ThroughputModel model, ThroughputModel start) {
        Scenario scenario() {
            return request.scenario();
        }
    }

    RunReport run(RunRequest request, int parallelism, Calibration calibration)
            throws InterruptedException {
        RunRequest rescaled =
                new RunRequest(
                        request.scenario().withParallelism(parallelism),
                        request.plan(),
                        request.output(),
                        OptionalDouble.empty());
        target.requireRoom(
                cluster,
                parallelism > request.scenario().parallelism()
                        ? rescaled.scenario()
                        : request.scenario(),
                display::note);
        JobSavepoints savepoints = cluster.prepareSavepoints();
        int taskManagers = cluster.taskManagersFor(request.scenario());
        ThroughputModel model = session.model(request.scenario(), calibration, taskManagers);
        Phase before = new Phase(request, taskManagers, model, model);
        Phase after =
                new Phase(
                        rescaled,
                        cluster.taskManagers(),
                        session.model(rescaled.scenario(), calibration),
                        session.modelOnceBegun(rescaled.scenario(), calibration));
        SavepointForecast forecast =
                SavepointForecast.of(
                        before.model(),
                        before.scenario().sourceParallelism(),
                        before.taskManagers());
        display.note(request.scenario().name() + " on " + cluster.description());
        session.announce(request, before.model());
        announce(before.model(), after.scenario(), forecast);
        try (Feeding feeding = session.feeding(request.scenario())) {
            RunFolder folder =
                    RunFolder.create(
                            request.output(), Instant.now(), request.scenario(), cluster.target());
            return session.kept(
                    RunLock.during(
                            folder,
                            () ->
                                    report(
                                            before,
                                            after,
                                            forecast,
                                            folder,
                                            run(savepoints, before, after, feeding, folder)
                                                    .execute())),
                    feeding.secrets());
        }
    }

    private void announce(ThroughputModel model, Scenario after, SavepointForecast forecast) {
        display.note(
                String.format(
                        Locale.ROOT,
                        "Then a savepoint: %s. Then %d subtasks.",
                        forecast.atMostSeconds() == 0
                                ? "no buffer will be full, so its barrier waits for nothing"
                                : String.format(
                                        Locale.ROOT,
                                        "its barrier has to get through the full buffers, which takes"
                                                + " %.0f s at most",
                                        forecast.atMostSeconds()),
                        after.parallelism()));
        if (after.source() == SourceKind.KAFKA && forecast.atMostSeconds() > 0) {
            display.note(
                    String.format(
                            Locale.ROOT,
                            "The topic goes on filling: by %.0f records at most while the savepoint is made.",
                            forecast.atMostSeconds() * model.offeredPerSecond()));
        }
        long timeout = SavepointLimits.TIMEOUT.toSeconds();
        if (forecast.atMostSeconds() > timeout) {
            display.note(
                    "A savepoint may take %d s, so it may fail; the job then runs on, and is measured on. Try: %s--set stream.partitioner=least-backlog"
                            .formatted(
                                    timeout,
                                    SmallerBuffers.remedy(cluster.target(), model.buffers())
                                            .map(words -> words + "; or ")
                                            .orElse("")));
        }
    }

    private RescaledRun run(
            JobSavepoints savepoints,
            Phase before,
            Phase after,
            Feeding feeding,
            RunFolder folder) {
        Optional<TopicFeed> begun = feeding.feed().map(TopicFeed::begun);
        return new RescaledRun(
                savepoints,
                cluster.rest().savepoints(),
                scenarioRun(before, feeding, feeding.feed(), folder, RunRecord.Part.FIRST),
                scenarioRun(after, feeding, begun, folder, RunRecord.Part.LAST),
                scenarioRun(before, feeding, begun, folder, RunRecord.Part.LAST),
                SavepointLimits.TIMEOUT.plus(ANSWER),
                display::note);
    }

    private ScenarioRun scenarioRun(
            Phase phase,
            Feeding feeding,
            Optional<TopicFeed> feed,
            RunFolder folder,
            RunRecord.Part part) {
        RunPlan plan = phase.request().plan();
        return new ScenarioRun(
                cluster,
                feeding.scenario().withParallelism(phase.scenario().parallelism()),
                phase.model(),
                plan,
                feed,
                new FolderObserver(folder, display, cluster, phase.scenario(), plan, part));
    }

    private RunReport report(
            Phase before,
            Phase after,
            SavepointForecast forecast,
            RunFolder folder,
            RescaledOutcome outcome) {
        boolean isRescaled =
                outcome.after().isPresent()
                        && outcome.savepoint().orElseThrow().location().isPresent();
        Phase last = isRescaled ? after : before;
        RunReport report = session.report(last.request(), last.model(), folder, outcome.last());
        if (outcome.after().isEmpty()) {
            folder.keepOnlyPhase();
            return report;
        }
        RunPhase first =
                ResultOfRun.phase(
                        before.scenario(), before.model(), before.taskManagers(), outcome.before());
        Rescaling between =
                Rescaling.of(
                        before.scenario().parallelism(),
                        after.scenario().parallelism(),
                        outcome,
                        forecast,
                        after.start(),
                        after.model().offeredPerSecond(),
                        report.result().phase());
        return new RunReport(
                report.result().rescaledFrom(first, between),
                report.outcome(),
                folder,
                report.notKept());
    }
}
