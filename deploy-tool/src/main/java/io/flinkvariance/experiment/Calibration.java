package io.flinkvariance.experiment;

import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.target.Target;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The measurement of {@link SleepOvershoot}, while a remote cluster is being connected to, or else
 * when it is asked for.
 *
 * <p>For a cluster this machine stands in for the nodes, whose kernels are of the same kind.
 */
final class Calibration {
    private final FutureTask<SleepOvershoot> work;

    Calibration(Callable<SleepOvershoot> measurement) {
        this.work = new FutureTask<>(measurement);
    }

    static Calibration of(Scenario scenario, Target target) {
        Calibration calibration = new Calibration(() -> SleepOvershoot.measure(scenario));
        if (!target.isHere()) {
            Thread thread = new Thread(calibration.work, "calibration");
            thread.setDaemon(true);
            thread.start();
        }
        return calibration;
    }

    /** Its result; an interrupt while it is measured is one of whoever asks. */
    SleepOvershoot result() throws InterruptedException {
        work.run();
        try {
            return work.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InterruptedException) {
                throw new InterruptedException("calibrating Thread.sleep");
            }
            throw new IllegalStateException("calibrating Thread.sleep", failed.getCause());
        }
    }
}
