package io.flinkvariance.simulation;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.scenario.Partitioner;
import java.util.HashMap;
import java.util.Map;

/** Jobs to simulate, on a machine whose sleeps overshoot as those of the recorded runs did. */
final class Simulated {
    static final SleepOvershoot OVERSHOOT = new SleepOvershoot(0.1);

    private Simulated() {}

    static SimulatedJob job(
            String scenario, Partitioner partitioner, BufferSettings buffers, long seed) {
        return job(scenario, partitioner, buffers, seed, Map.of());
    }

    static SimulatedJob job(
            String scenario,
            Partitioner partitioner,
            BufferSettings buffers,
            long seed,
            Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(overrides);
        all.put("stream.partitioner", partitioner.toString());
        return new SimulatedJob(Scenarios.of(scenario, all), buffers, 1, OVERSHOOT, seed);
    }

    /** The same on so many TaskManagers. */
    static SimulatedJob on(int taskManagers, SimulatedJob job) {
        return new SimulatedJob(
                job.scenario(), job.buffers(), taskManagers, job.overshoot(), job.seed());
    }

    /** Records a second between two moments, in seconds from the begin. */
    static double perSecond(SimulatedJob job, Disturbance disturbance, double from, double to)
            throws InterruptedException {
        Simulation simulation = new Simulation(job, disturbance);
        simulation.advanceTo(from);
        long before = simulation.processed();
        simulation.advanceTo(to);
        return (simulation.processed() - before) / (to - from);
    }
}
