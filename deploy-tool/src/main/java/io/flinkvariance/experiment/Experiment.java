package io.flinkvariance.experiment;

import io.flinkvariance.target.Target;
import io.flinkvariance.terminal.ProgressDisplay;
import java.util.Optional;
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
