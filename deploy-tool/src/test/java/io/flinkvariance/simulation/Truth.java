package io.flinkvariance.simulation;

import io.flinkvariance.model.ThroughputModel;

/** The throughput in the long run, from a simulation so long that chance averages out. */
final class Truth {
    private static final double CYCLES = 2000;

    private Truth() {}

    /** Records per second, long after the buffers are full. */
    static double perSecond(SimulatedJob job) throws InterruptedException {
        ThroughputModel model = job.model();
        double begin =
                2 * Math.min(model.secondsUntilBackpressure(), 10_000)
                        + 10 * model.burstPeriodSeconds();
        double end = begin + CYCLES * Math.max(10, model.burstPeriodSeconds());
        Simulation simulation = new Simulation(job);
        simulation.advanceTo(begin);
        long before = simulation.processed();
        simulation.advanceTo(end);
        return (simulation.processed() - before) / (end - begin);
    }
}
