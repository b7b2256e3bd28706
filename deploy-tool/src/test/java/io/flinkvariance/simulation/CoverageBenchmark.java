package io.flinkvariance.simulation;

import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.simulation.DisturbedRuns.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints how far the judge can be trusted; started by {@code benchmarks/coverage}. */
public final class CoverageBenchmark {
    private CoverageBenchmark() {}

    /**
     * Arguments: runs, seed, {@code small}, {@code default} or {@code disturbed}, what the names of
     * rows must contain, and the seconds of {@code --duration}, 0 for auto.
     */
    public static void main(String[] arguments) throws InterruptedException {
        int runs = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        String rows = arguments[3];
        long seconds = Long.parseLong(arguments[4]);
        Optional<Duration> window =
                seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        switch (arguments[2]) {
            case "small" -> undisturbed(runs, seed, BufferSettings.SMALL, rows, window);
            case "default" -> undisturbed(runs, seed, BufferSettings.FLINK_DEFAULT, rows, window);
            case "disturbed" -> disturbed(runs, seed, rows);
            default -> {
                System.err.println(arguments[2] + ": expected small, default or disturbed");
                System.exit(2);
            }
        }
    }

    private static void undisturbed(
            int runs, long seed, BufferSettings buffers, String rows, Optional<Duration> window)
            throws InterruptedException {
        System.out.printf(
                "| buffers %s, %d runs each | truth /s | coverage | bias | > 2 %% off | median / p95 s"
                        + " | undecided |%n|---|---|---|---|---|---|---|%n",
                buffers, runs);
        for (Partitioner partitioner : Partitioner.values()) {
            for (String scenario : scenarios()) {
                String name = scenario + ", " + partitioner;
                if (name.contains(rows)) {
                    SimulatedJob job = Simulated.job(scenario, partitioner, buffers, seed);
                    RunPlan plan = Coverage.plan(job, window);
                    System.out.println(Coverage.of(job, plan, runs).row(name));
                }
            }
        }
    }

    private static void disturbed(int runs, long seed, String rows) throws InterruptedException {
        System.out.printf(
                "| %d runs each | change | measured across it | before or after it | undecided"
                        + " |%n|---|---|---|---|---|%n",
                runs);
        for (Partitioner partitioner : Partitioner.values()) {
            for (String scenario : scenarios()) {
                String name = scenario + ", " + partitioner;
                if (name.contains(rows)) {
                    disturbed(
                            name,
                            Simulated.job(scenario, partitioner, BufferSettings.SMALL, seed),
                            runs);
                }
            }
        }
    }

    private static void disturbed(String name, SimulatedJob job, int runs)
            throws InterruptedException {
        for (Change change : changes()) {
            DisturbedRuns judged =
                    DisturbedRuns.of(job, change, Coverage.plan(job, Optional.empty()), runs);
            System.out.printf(
                    "| %s | %s | %d | %d | %d |%n",
                    name,
                    change.name(),
                    judged.wrong(),
                    judged.right(),
                    runs - judged.wrong() - judged.right());
        }
    }

    /** Those that something limits, by one and the same all the time, on one TaskManager. */
    private static List<String> scenarios() {
        return KitHome.locate().scenarioNames().stream()
                .filter(name -> !Scenarios.of(name).isSlowByTaskManager())
                .filter(
                        name -> {
                            ThroughputModel model =
                                    ThroughputModel.of(
                                            Scenarios.of(name, Map.of()),
                                            Simulated.OVERSHOOT,
                                            BufferSettings.SMALL,
                                            1);
                            return model.schedule().isEmpty()
                                    && Double.isFinite(model.expectedPerSecond());
                        })
                .toList();
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
