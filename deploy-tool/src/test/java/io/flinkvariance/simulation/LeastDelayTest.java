package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.scenario.Partitioner;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a router gains that knows how fast each queue is read: flat out, all of them are full. */
class LeastDelayTest {
    private static double p99Seconds(Partitioner router, int taskManagers)
            throws InterruptedException {
        SimulatedJob near = Simulated.job("constant-straggler", router, BufferSettings.SMALL, 1);
        return SimulatedRun.of(Simulated.on(taskManagers, near), Duration.ofSeconds(1000))
                .secondsInFlight(99)
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} TaskManagers")
    @CsvSource({"1, 20, 6", "4, 9, 5"})
    void recordsAreDoneSeveralTimesAsSoon(
            int taskManagers, double timesRebalance, double timesLeastBacklog)
            throws InterruptedException {
        double byDelay = p99Seconds(Partitioner.LEAST_DELAY, taskManagers);

        assertThat(p99Seconds(Partitioner.REBALANCE, taskManagers))
                .isGreaterThan(timesRebalance * byDelay);
        assertThat(p99Seconds(Partitioner.LEAST_BACKLOG, taskManagers))
                .isGreaterThan(timesLeastBacklog * byDelay);
    }
}
