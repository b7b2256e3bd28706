package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.simulation.DisturbedRuns.Change;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether the judge can be trusted: runs by simulation, judged second by second as real ones are,
 * beside the throughput of a simulation so long that it is known. {@code benchmarks/coverage} does
 * it with as many runs as one likes.
 */
class CoverageTest {
    /** The seeds are fixed: what passes once passes always, until the judge is another. */
    @ParameterizedTest
    @CsvSource({
        "minimal-variance, REBALANCE, 10, 60",
        "slight-straggler, REBALANCE, 12, 160",
        "bad-straggler, REBALANCE, 20, 170",
        "constant-straggler, REBALANCE, 10, 100",
        "bad-straggler, LEAST_BACKLOG, 100, 70",
        "bad-straggler, POWER_OF_TWO, 100, 70"
    })
    void theIntervalHoldsTheTruthAndIsSoonThere(
            String scenario, Partitioner partitioner, int runs, int medianSeconds)
            throws InterruptedException {
        SimulatedJob job = Simulated.job(scenario, partitioner, BufferSettings.SMALL, 1);
        Coverage coverage = Coverage.of(job, Coverage.plan(job, Optional.empty()), runs);

        assertThat(coverage.undecided()).as("undecided").isZero();
        assertThat(coverage.share()).as("coverage").isGreaterThanOrEqualTo(0.95);
        assertThat(Math.abs(coverage.bias())).as("bias").isLessThan(0.003);
        assertThat(coverage.largeErrors()).as("off by more than 2 %").isLessThanOrEqualTo(0.04);
        assertThat(coverage.medianSeconds()).as("seconds").isLessThanOrEqualTo(medianSeconds);
    }

    @ParameterizedTest
    @CsvSource({
        "bad-straggler, REBALANCE, 0.05",
        "slight-straggler, REBALANCE, -0.05",
        "minimal-variance, LEAST_BACKLOG, 0.05"
    })
    void aDriftOfFivePerCentAMinuteIsNeverSteady(
            String scenario, Partitioner partitioner, double perMinute)
            throws InterruptedException {
        RunPlan sixMinutes = new RunPlan(Optional.empty(), Optional.empty(), Duration.ofMinutes(6));

        DisturbedRuns drifting =
                DisturbedRuns.of(
                        Simulated.job(scenario, partitioner, BufferSettings.SMALL, 31),
                        Change.drift(perMinute),
                        sixMinutes,
                        1);

        assertThat(drifting.wrong()).isZero();
        assertThat(drifting.right()).isZero();
    }
}
