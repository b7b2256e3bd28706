package io.flinkvariance.simulation;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.scenario.Scenario;

/**
 * What is simulated.
 *
 * @param scenario its own seed is not looked at
 * @param taskManagers how many share the subtasks
 * @param overshoot by how much every sleep takes longer than it was asked to
 * @param seed what every draw starts from: the same seed gives the same run
 */
public record SimulatedJob(
        Scenario scenario,
        BufferSettings buffers,
        int taskManagers,
        SleepOvershoot overshoot,
        long seed) {

    /** The same job with other draws. */
    public SimulatedJob withSeed(long other) {
        return new SimulatedJob(scenario, buffers, taskManagers, overshoot, other);
    }
}
