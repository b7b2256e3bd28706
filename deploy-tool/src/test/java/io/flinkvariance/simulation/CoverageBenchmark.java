package io.flinkvariance.simulation;

import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.simulation.DisturbedRuns.Change;
import java.util.List;
import java.util.Locale;

/** Prints how far the judge can be trusted; started by {@code benchmarks/coverage}. */
public final class CoverageBenchmark {
    private CoverageBenchmark() {}

    /** Arguments: runs, seed, and {@code small}, {@code default} or {@code disturbed}. */
    public static void main(String[] arguments) throws InterruptedException {
        int runs = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        switch (arguments[2]) {
            case "small" -> undisturbed(runs, seed, BufferSettings.SMALL);
            case "default" -> undisturbed(runs, seed, BufferSettings.FLINK_DEFAULT);
            case "disturbed" -> disturbed(runs, seed);
            default -> {
                System.err.println(arguments[2] + ": expected small, default or disturbed");
                System.exit(2);
            }
        }
    }

    private static void undisturbed(int runs, long seed, BufferSettings buffers)
            throws InterruptedException {
        System.out.printf(
                "| buffers %s, %d runs each | truth /s | coverage | bias | > 2 %% off | median / p95 s"
                        + " | undecided |%n|---|---|---|---|---|---|---|%n",
                buffers, runs);
        for (Partitioner partitioner : Partitioner.values()) {
            for (String scenario : KitHome.locate().scenarioNames()) {
                Coverage coverage =
                        Coverage.of(Simulated.job(scenario, partitioner, buffers, seed), runs);
                System.out.printf(
                        "| %s, %s | %.1f | %.1f ± %.1f %% | %+.2f %% | %.1f %% | %d / %d | %d |%n",
                        scenario,
                        partitioner,
                        coverage.truth(),
                        100 * coverage.share(),
                        100 * coverage.shareHalfWidth(),
                        100 * coverage.bias(),
                        100 * coverage.largeErrors(),
                        coverage.medianSeconds(),
                        coverage.secondsAt(0.95),
                        coverage.undecided());
            }
        }
    }

    private static void disturbed(int runs, long seed) throws InterruptedException {
        System.out.printf(
                "| %d runs each | change | measured across it | before or after it | undecided"
                        + " |%n|---|---|---|---|---|%n",
                runs);
        for (String scenario : KitHome.locate().scenarioNames()) {
            for (Change change : changes()) {
                DisturbedRuns judged =
                        DisturbedRuns.of(
                                Simulated.job(
                                        scenario,
                                        Partitioner.REBALANCE,
                                        BufferSettings.SMALL,
                                        seed),
                                change,
                                runs);
                System.out.printf(
                        "| %s | %s | %d | %d | %d |%n",
                        scenario,
                        change.name(),
                        judged.wrong(),
                        judged.right(),
                        runs - judged.wrong() - judged.right());
            }
        }
    }

    private static List<Change> changes() {
        return List.of(
                Change.drift(0.05),
                Change.drift(-0.05),
                Change.drift(-0.1),
                Change.level(30, 1.2),
                Change.level(80, 1.2),
                Change.pause(20, 5),
                Change.pause(80, 5));
    }
}
