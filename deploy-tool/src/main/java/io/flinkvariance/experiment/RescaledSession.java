package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.job.SavepointLimits;
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

    /** A phase of the run: what is run in it, and what is expected of it. */
    private record Phase(RunRequest request, ThroughputModel model) {
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
        JobSavepoints savepoints = cluster.savepoints().orElseThrow();
        savepoints.requireFolder();
        Phase before = new Phase(request, session.model(request.scenario(), calibration));
        Phase after = new Phase(rescaled, session.model(rescaled.scenario(), calibration));
        SavepointForecast forecast =
                SavepointForecast.of(
                        before.model(),
                        before.scenario().sourceParallelism(),
                        cluster.taskManagers());
        display.note(request.scenario().name() + " on " + cluster.description());
        session.announce(request, before.model());
        announce(before.model(), after.scenario(), forecast);
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
                                        run(savepoints, before, after, folder).execute())));
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

    private RescaledRun run(JobSavepoints savepoints, Phase before, Phase after, RunFolder folder) {
        return new RescaledRun(
                savepoints,
                cluster.rest().savepoints(),
                scenarioRun(before, folder, RunRecord.Part.FIRST),
                scenarioRun(after, folder, RunRecord.Part.LAST),
                scenarioRun(before, folder, RunRecord.Part.LAST),
                SavepointLimits.TIMEOUT.plus(ANSWER),
                display::note);
    }

    private ScenarioRun scenarioRun(Phase phase, RunFolder folder, RunRecord.Part part) {
        RunPlan plan = phase.request().plan();
        return new ScenarioRun(
                cluster,
                phase.scenario(),
                phase.model(),
                plan,
                Optional.empty(),
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
                        before.scenario(),
                        before.model(),
                        cluster.taskManagers(),
                        outcome.before());
        Rescaling between =
                Rescaling.of(
                        before.scenario().parallelism(),
                        after.scenario().parallelism(),
                        outcome,
                        forecast,
                        after.model(),
                        report.result().phase());
        return new RunReport(
                report.result().rescaledFrom(first, between),
                report.outcome(),
                folder,
                report.notKept());
    }
}
