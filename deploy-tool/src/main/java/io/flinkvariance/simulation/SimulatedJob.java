package io.flinkvariance.simulation;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.HotHost;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.workload.RecordValues;
import java.util.List;
import java.util.stream.LongStream;

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

    /** Whatever waits has to be remembered where the router chooses, or in rings of receivers. */
    private static final double MOST_REMEMBERED = 30e6;

    public SimulatedJob {
        if (taskManagers < 1) {
            throw new IllegalArgumentException("no TaskManager");
        }
        scenario = HotHost.placed(scenario, taskManagers);
        if (remembered(scenario, buffers, taskManagers) > MOST_REMEMBERED) {
            throw new IllegalArgumentException(
                    "%s: %d channels with buffers %s hold too much at a time to be simulated"
                            .formatted(scenario.name(), scenario.parallelism(), buffers));
        }
        if (scenario.sourceParallelism() > 1) {
            throw new IllegalArgumentException(
                    "source.parallelism=%d: only a source of one subtask is simulated. Try: --set source.parallelism=1"
                            .formatted(scenario.sourceParallelism()));
        }
        if (Double.isInfinite(
                ThroughputModel.of(scenario, overshoot, buffers, taskManagers)
                        .expectedPerSecond())) {
            throw new IllegalArgumentException(
                    scenario.name() + " has neither sleep nor work: nothing limits its throughput");
        }
    }

    private static double remembered(Scenario scenario, BufferSettings buffers, int taskManagers) {
        double received =
                taskManagers > 1 ? (double) scenario.parallelism() * buffers.inputBuffers() : 0;
        double sent = buffers.outputBuffers(scenario.parallelism());
        return scenario.partitioner().sharesAreEqual()
                ? received
                : received + (sent + received) * buffers.recordsPerBuffer();
    }

    /** What arithmetic says of it. */
    public ThroughputModel model() {
        return ThroughputModel.of(scenario, overshoot, buffers, taskManagers);
    }

    /** So many of them, each with draws of its own; the first is this one. */
    public List<SimulatedJob> repeated(int times) {
        return LongStream.range(0, times)
                .map(run -> run == 0 ? seed : RecordValues.mix(seed + run))
                .mapToObj(
                        other ->
                                new SimulatedJob(scenario, buffers, taskManagers, overshoot, other))
                .toList();
    }
}
