package io.flinkvariance.simulation;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.scenario.Partitioner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Prints how long simulations take; started by {@code benchmarks/simulation}. */
public final class SimulationBenchmark {
    /** Source sleeps of 2 ms; so many records in each keep four subtasks more than busy. */
    private static final int RECORDS_FOR_FOUR = 2;

    private SimulationBenchmark() {}

    public static void main(String[] arguments) throws InterruptedException {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        if (arguments.length > 0) {
            collapses(Stream.of(arguments).map(Integer::valueOf).toList());
            return;
        }
        System.out.printf(
                "| subtasks | simulated s | records | s | of it in %% of the simulated time | MiB"
                        + " |%n|---|---|---|---|---|---|%n");
        for (int round = 0; round < 2; round++) {
            measure(4, 1000);
        }
        for (int subtasks : new int[] {40, 400, 10_000}) {
            measure(subtasks, 600);
        }
        System.out.println();
        collapses(List.of(4, 40, 400, 1000));
        collapse(4, BufferSettings.FLINK_DEFAULT);
    }

    private static void collapses(List<Integer> sizes) throws InterruptedException {
        System.out.printf(
                "| subtasks | buffers | records/s before | collapse, s | arithmetic, s |"
                        + " records/s after |%n|---|---|---|---|---|---|%n");
        for (int subtasks : sizes) {
            collapse(subtasks, BufferSettings.SMALL);
        }
    }

    /** Four bursts show the mean, which they repeat exactly once the other queues are empty. */
    private static void collapse(int subtasks, BufferSettings buffers) throws InterruptedException {
        SimulatedJob job = saturated("constant-straggler", subtasks, buffers, 1);
        ThroughputModel model = job.model();
        double period = model.burstPeriodSeconds();
        Simulation simulation = new Simulation(job);
        List<Sample> samples = new ArrayList<>();
        int last = (int) (1.05 * model.secondsUntilBackpressure() + 8 * period);
        for (int second = 0; second <= last; second++) {
            simulation.advanceTo(second);
            samples.add(total(second, simulation));
        }
        long before = simulation.processed();
        simulation.advanceTo(last + 4 * period);
        double collapse =
                Collapse.second(
                                samples,
                                model.beforeBackpressurePerSecond(),
                                model.expectedPerSecond())
                        .orElseThrow();
        System.out.printf(
                "| %d | %s | %.1f | %.0f | %.0f | %.1f |%n",
                subtasks,
                buffers,
                samples.get((int) collapse).processedInAll() / collapse,
                collapse,
                model.secondsUntilBackpressure(),
                (simulation.processed() - before) / (4 * period));
    }

    /** One count for all, as a column for each of 10,000 subtasks would take gigabytes. */
    private static Sample total(int second, Simulation simulation) {
        long processed = simulation.processed();
        return new Sample(second, processed, List.of(processed), List.of(), List.of());
    }

    private static void measure(int subtasks, int seconds) throws InterruptedException {
        long begin = System.nanoTime();
        Simulation simulation =
                new Simulation(saturated("constant-straggler", subtasks, BufferSettings.SMALL, 1));
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second <= seconds; second++) {
            simulation.advanceTo(second);
            samples.add(simulation.sample());
        }
        double took = (System.nanoTime() - begin) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "| %d | %d | %d | %.2f | %.3f | %d |%n",
                subtasks,
                samples.size() - 1,
                simulation.processed(),
                took,
                100 * took / seconds,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /** A scenario with more subtasks, and a source that offers each as much as it offers four. */
    static SimulatedJob saturated(
            String scenario, int subtasks, BufferSettings buffers, long seed) {
        return Simulated.job(
                scenario,
                Partitioner.REBALANCE,
                buffers,
                seed,
                Map.of(
                        "stream.parallelism",
                        Integer.toString(subtasks),
                        "stream.numEventsInInterval",
                        Integer.toString(RECORDS_FOR_FOUR * subtasks / 4)));
    }
}
