package io.flinkvariance.experiment;

import io.flinkvariance.target.Target;
import io.flinkvariance.terminal.ProgressDisplay;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs scenarios on a target, and keeps what comes of them. */
public final class Experiment {
    private final Target target;
    private final Supplier<ProgressDisplay> displays;

    /**
     * Prepares one; nothing is started yet.
     *
     * @param displays makes what shows a person how it goes
     */
    public Experiment(Target target, Supplier<ProgressDisplay> displays) {
        this.target = target;
        this.displays = displays;
    }

    /** A new run, from the start of a Flink, if there is none, to the result. */
    public RunReport run(RunRequest request) throws InterruptedException {
        try (ProgressDisplay display = displays.get()) {
            Calibration calibration = Calibration.of(request.scenario(), target);
            try (Session session = Session.open(target, display)) {
                return session.run(request, calibration);
            }
        }
    }

    /** Work with several runs on one Flink, from its start, if there is none, to its end. */
    public <T> T onOneFlink(RunsOnOneFlink<T> work) throws InterruptedException {
        try (ProgressDisplay display = displays.get();
                Session session = Session.open(target, display)) {
            return work.with(
                    request -> session.run(request, Calibration.of(request.scenario(), target)),
                    display::note);
        }
    }

    /** Work that makes runs, and tells what takes time. */
    public interface RunsOnOneFlink<T> {
        T with(Runs runs, Consumer<String> notes) throws InterruptedException;
    }

    /** Makes one run. */
    public interface Runs {
        RunReport run(RunRequest request) throws InterruptedException;
    }

    /**
     * A run whose job is there already, from where an earlier process left off.
     *
     * @param jobId of the job; the newest that is unfinished if none is given
     */
    public RunReport takeUp(Optional<String> jobId, AbandonedRuns runs)
            throws InterruptedException {
        try (ProgressDisplay display = displays.get();
                Session session = Session.open(target, display)) {
            AttachedRun run = runs.find(session.cluster(), jobId);
            RunRequest request = runs.request(run);
            return session.resume(request, run, Calibration.of(request.scenario(), target));
        }
    }
}
