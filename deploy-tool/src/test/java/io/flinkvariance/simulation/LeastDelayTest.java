package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.scenario.Partitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a router gains that knows how fast each queue is read: flat out, all of them are full. */
class LeastDelayTest {
    private static final double SLOW_SECONDS = 0.0501;

    /** The most that waited for the slow subtask in any second, in seconds of its work. */
    private static double longestWaitSeconds(Partitioner router, int taskManagers)
            throws InterruptedException {
        SimulatedJob near = Simulated.job("constant-straggler", router, BufferSettings.SMALL, 1);
        Simulation simulation =
                new Simulation(
                        new SimulatedJob(
                                near.scenario(),
                                near.buffers(),
                                taskManagers,
                                near.overshoot(),
                                near.seed()));
        long most = 0;
        for (int second = 200; second <= 600; second++) {
            simulation.advanceTo(second);
            Sample sample = simulation.sample();
            most = Math.max(most, sample.sent().get(0) - sample.processed().get(0));
        }
        return most * SLOW_SECONDS;
    }

    @ParameterizedTest(name = "{0} TaskManagers")
    @CsvSource({"1, 8, 5", "4, 30, 3"})
    void aFullQueueOfASlowReaderIsShort(int taskManagers, double seconds, double times)
            throws InterruptedException {
        double byDelay = longestWaitSeconds(Partitioner.LEAST_DELAY, taskManagers);

        assertThat(byDelay).isLessThan(seconds);
        assertThat(longestWaitSeconds(Partitioner.LEAST_BACKLOG, taskManagers))
                .isGreaterThan(times * byDelay);
    }
}
