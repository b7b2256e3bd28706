package io.flinkvariance.cli;

import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.scenario.Scenario;
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

    private Calibration(Scenario scenario) {
        this.work = new FutureTask<>(() -> SleepOvershoot.measure(scenario));
    }

    static Calibration of(RunRequest request) {
        Calibration calibration = new Calibration(request.scenario());
        if (!request.cluster().isHere()) {
            Thread thread = new Thread(calibration.work, "calibration");
            thread.setDaemon(true);
            thread.start();
        }
        return calibration;
    }

    SleepOvershoot result() throws InterruptedException {
        work.run();
        try {
            return work.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("calibrating Thread.sleep", failed.getCause());
        }
    }
}
