package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.scenario.Partitioner;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose throughput changes while every queue stands still, and runs that only look so. */
class ChangingLevelTest {
    private static Verdict judge(String name, Partitioner partitioner) {
        return SteadyStateDetector.judge(Traces.simulated(name), partitioner);
    }

    @ParameterizedTest
    @CsvSource({
        "bad-then-constant-at-200, REBALANCE, 79.8, 0.01",
        "constant-then-bad-at-200, REBALANCE, 243, 0.03",
        "slight-then-bad-at-100, REBALANCE, 243, 0.03",
        "minimal-pause-5s-at-20, REBALANCE, 563, 0.01",
        "bad-pause-5s-at-45, REBALANCE, 243, 0.03",
        "slow-source-2-per-s, REBALANCE, 2, 0.001",
        "slow-source-40-per-s, REBALANCE, 40, 0.003",
        "constant-least-backlog, LEAST_BACKLOG, 442, 0.01",
        "bad-default-buffers, REBALANCE, 243, 0.025"
    })
    void giveTheLastLevel(
            String name, Partitioner partitioner, double perSecond, double relativeError) {
        assertThat(judge(name, partitioner))
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady ->
                                assertThat(steady.perSecond())
                                        .isCloseTo(perSecond, within(relativeError * perSecond)));
    }

    @Test
    void leaveTheWholeTransientOut() {
        assertThat(judge("bad-default-buffers", Partitioner.REBALANCE))
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady -> assertThat(steady.fromSecond()).isGreaterThan(570));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "standstill-20s § nothing was processed from second 90 to 110; what comes after",
                "slight-drift-5pct-per-min § the throughput falls by 4.1 % a minute",
                "one-dead-at-100 § nothing was processed from second",
                "zero § nothing was processed from second 2 to 199"
            })
    void areNotSteadyAndSayWhatChanged(String name, String reason) {
        assertThat(judge(name, Partitioner.REBALANCE))
                .isInstanceOfSatisfying(
                        Verdict.Transient.class,
                        unsteady -> assertThat(unsteady.reason()).startsWith(reason));
    }

    @Test
    void areNeverAveragedOverTwoLevels() {
        assertThat(judge("two-levels-100-300", Partitioner.REBALANCE))
                .isInstanceOf(Verdict.Transient.class);
    }

    @Test
    void areDecidedWithinAMinuteAndAHalfAfterAPause() {
        SampleSeries paused = Traces.simulated("minimal-pause-5s-at-20").first(90);

        assertThat(SteadyStateDetector.judge(paused, Partitioner.REBALANCE))
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady -> assertThat(steady.fromSecond()).isGreaterThan(25));
    }

    @Test
    void nameTheSecondOfAChange() {
        SampleSeries changed = Traces.simulated("bad-then-constant-at-200").first(230);

        assertThat(SteadyStateDetector.judge(changed, Partitioner.REBALANCE))
                .isInstanceOfSatisfying(
                        Verdict.Transient.class,
                        unsteady ->
                                assertThat(unsteady.reason())
                                        .matches(
                                                "the throughput fell from 2\\d\\d to \\d+ records/s"
                                                        + " at second (19|20)\\d; .*"));
    }

    @ParameterizedTest
    @CsvSource({"minimal-variance, 563.4", "slight-straggler, 443.9", "bad-straggler, 243.2"})
    void coverTheTruthWhenTheyDoNotChange(String scenario, double perSecond) {
        int runs = 150;
        int decided = 0;
        int covered = 0;
        double bias = 0;
        for (int seed = 0; seed < runs; seed++) {
            SampleSeries run = SimulatedFlow.of(scenario, seed, 240);
            if (SteadyStateDetector.judge(run, Partitioner.REBALANCE)
                    instanceof Verdict.Steady steady) {
                decided++;
                double error = steady.perSecond() - perSecond;
                bias += error / perSecond;
                covered += Math.abs(error) <= steady.halfWidth() + 0.0005 * perSecond ? 1 : 0;
            }
        }

        assertThat(decided).isGreaterThan((int) (0.95 * runs));
        assertThat(covered).isGreaterThan((int) (0.95 * decided));
        assertThat(bias / decided).isBetween(-0.002, 0.002);
    }

    @ParameterizedTest
    @CsvSource({"minimal-variance", "slight-straggler", "bad-straggler"})
    void areNotSteadyWhileTheyDrift(String scenario) {
        DoubleUnaryOperator slower = second -> Math.exp(0.06 * second / 60);
        for (int seed = 0; seed < 5; seed++) {
            SampleSeries run = SimulatedFlow.of(scenario, seed, 240, slower);
            for (int seconds = 20; seconds <= 240; seconds += 10) {
                assertThat(SteadyStateDetector.judge(run.first(seconds), Partitioner.REBALANCE))
                        .as("seed %d after %d s", seed, seconds)
                        .isInstanceOf(Verdict.Transient.class);
            }
        }
    }
}
