package io.flinkvariance.model;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Stopwatch;
import io.flinkvariance.time.Ticker;
import java.time.Duration;
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
    private static final Duration LONGEST_CALIBRATION = Duration.ofSeconds(1);
    private static final double NANOS_PER_MILLI = 1e6;

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
        return measure(scenario, Ticker.SYSTEM);
    }

    static SleepOvershoot measure(Scenario scenario, Ticker ticker) throws InterruptedException {
        int threads = Math.min(MOST_THREADS, scenario.parallelism());
        ExecutorService sleepers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<double[]>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                tasks.add(() -> overshoots(scenario, ticker));
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

    private static double[] overshoots(Scenario scenario, Ticker ticker)
            throws InterruptedException {
        double[] overshoots = new double[SLEEPS_PER_THREAD];
        int taken = 0;
        Stopwatch all = Stopwatch.started(ticker);
        while (taken < SLEEPS_PER_THREAD && all.elapsed().compareTo(LONGEST_CALIBRATION) <= 0) {
            int ordinary = scenario.minMillis() + taken % scenario.rangeMillis();
            // A scenario may ask for hours, or for nothing; a short sleep is as good.
            Duration asked = Duration.ofMillis(Math.max(1, Math.min(10, ordinary)));
            Stopwatch one = Stopwatch.started(ticker);
            ticker.pause(asked);
            overshoots[taken++] = one.elapsed().minus(asked).toNanos() / NANOS_PER_MILLI;
        }
        return Arrays.copyOf(overshoots, taken);
    }
}
