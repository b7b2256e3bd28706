package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.scenario.Partitioner;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlappedWorkTest {
    private static SimulatedRun run(String scenario, Partitioner partitioner, int asyncCapacity)
            throws InterruptedException {
        return SimulatedRun.of(
                Simulated.job(
                        scenario,
                        partitioner,
                        BufferSettings.SMALL,
                        1,
                        Map.of("stream.asyncCapacity", Integer.toString(asyncCapacity))),
                Duration.ofSeconds(200));
    }

    /** Four subtasks at the pace of the slow one, at 50.1 ms a record, or all that is offered. */
    @ParameterizedTest(name = "{0}, {1} at once: {2} records/s")
    @CsvSource({
        "REBALANCE, 0, 79.84",
        "REBALANCE, 4, 319.36",
        "REBALANCE, 16, 952.38",
        "LEAST_BACKLOG, 2, 884.99",
        "POWER_OF_TWO, 2, 884.99"
    })
    void reachesWhatArithmeticSays(Partitioner partitioner, int asyncCapacity, double perSecond)
            throws InterruptedException {
        SimulatedRun run = run("constant-straggler", partitioner, asyncCapacity);

        assertThat(run.measurement().verdict()).isInstanceOf(Verdict.Steady.class);
        assertThat(((Verdict.Steady) run.measurement().verdict()).perSecond())
                .isCloseTo(perSecond, Percentage.withPercentage(1));
    }

    @Test
    void isBusyToTheFullWithEveryPlaceTaken() throws InterruptedException {
        SimulatedRun run = run("constant-straggler", Partitioner.REBALANCE, 4);

        assertThat(run.measurement().subtasks().get(0).capacity().getAsDouble())
                .isCloseTo(1, within(0.01));
        assertThat(run.measurement().subtasks().get(0).meanServiceMillis().getAsDouble())
                .isCloseTo(50.1 / 4, within(0.01));
        assertThat(run.measurement().subtasks().get(1).capacity().getAsDouble())
                .isCloseTo(7.1 / 50.1, within(0.01));
    }

    @Test
    void doesTheSameOneAtATimeAsAMap() throws InterruptedException {
        SimulatedRun map = run("bad-straggler", Partitioner.LEAST_BACKLOG, 0);
        SimulatedRun one = run("bad-straggler", Partitioner.LEAST_BACKLOG, 1);

        assertThat(one.samples().samples()).isEqualTo(map.samples().samples());
    }
}
