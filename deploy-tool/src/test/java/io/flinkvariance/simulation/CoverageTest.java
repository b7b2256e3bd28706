package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.scenario.Partitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether the judge can be trusted: runs by simulation, judged second by second as real ones are,
 * beside the throughput of a simulation so long that it is known. {@code benchmarks/coverage} does
 * it with as many runs as one likes.
 */
class CoverageTest {
    /**
     * By chance alone fewer than 80 % of twenty intervals of 95 % hold the truth in three sets of a
     * thousand; of intervals half as wide 68 % would.
     */
    @ParameterizedTest
    @CsvSource({
        "minimal-variance, REBALANCE, 20",
        "slight-straggler, REBALANCE, 20",
        "bad-straggler, REBALANCE, 20",
        "constant-straggler, REBALANCE, 10",
        "bad-straggler, LEAST_BACKLOG, 20"
    })
    void theIntervalHoldsTheTruth(String scenario, Partitioner partitioner, int runs)
            throws InterruptedException {
        Coverage coverage =
                Coverage.of(Simulated.job(scenario, partitioner, BufferSettings.SMALL, 1), runs);

        assertThat(coverage.undecided()).as("undecided").isZero();
        assertThat(coverage.share()).as("coverage").isGreaterThanOrEqualTo(0.8);
        assertThat(Math.abs(coverage.bias())).as("bias").isLessThan(0.01);
        assertThat(coverage.largeErrors()).as("off by more than 2 %").isLessThanOrEqualTo(0.1);
    }
}
