package io.flinkvariance.model;

import io.flinkvariance.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How much longer than asked {@code Thread.sleep} takes on a machine, in milliseconds.
 *
 * <p>The work sleeps, so this is part of every service time: some 0.1 ms of 7 on an idle machine.
 */
public record SleepOvershoot(double millis) {
    /** No overshoot: the arithmetic of an ideal machine. */
    public static final SleepOvershoot NONE = new SleepOvershoot(0);

    private static final int MOST_THREADS = 16;
    private static final int SLEEPS_PER_THREAD = 80;
    private static final long LONGEST_CALIBRATION_NANOS = 1_000_000_000L;

    public SleepOvershoot {
        if (!(millis >= 0)) {
            throw new IllegalArgumentException("negative overshoot: " + millis);
        }
    }

    /**
     * Measures it on this machine in under a second, with as many sleepers at a time as the
     * scenario has subtasks and over its ordinary service times.
     *
     * <p>The median, since one hiccup of a shared machine would outweigh a hundred sleeps.
     */
    public static SleepOvershoot measure(Scenario scenario) throws InterruptedException {
        int threads = Math.min(MOST_THREADS, scenario.parallelism());
        ExecutorService sleepers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<double[]>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                tasks.add(() -> overshoots(scenario));
            }
            List<Double> all = new ArrayList<>();
            for (Future<double[]> measured : sleepers.invokeAll(tasks)) {
                Arrays.stream(measured.get()).forEach(all::add);
            }
            double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new SleepOvershoot(Math.max(0, sorted[sorted.length / 2]));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("calibrating Thread.sleep", failed.getCause());
        } finally {
            sleepers.shutdownNow();
        }
    }

    private static double[] overshoots(Scenario scenario) throws InterruptedException {
        double[] overshoots = new double[SLEEPS_PER_THREAD];
        int taken = 0;
        long start = System.nanoTime();
        for (int sleep = 0; sleep < SLEEPS_PER_THREAD; sleep++) {
            int ordinary = scenario.minMillis() + sleep % scenario.rangeMillis();
            // A scenario may ask for hours, or for nothing; a short sleep is as good.
            int asked = Math.max(1, Math.min(10, ordinary));
            long begin = System.nanoTime();
            Thread.sleep(asked);
            overshoots[taken++] = (System.nanoTime() - begin) / 1e6 - asked;
            if (System.nanoTime() - start > LONGEST_CALIBRATION_NANOS) {
                break;
            }
        }
        return Arrays.copyOf(overshoots, taken);
    }
}
