package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.ScheduleForecast;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Partitioner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduledStragglerTest {
    private static SimulatedJob job(
            String scenario, Partitioner partitioner, BufferSettings buffers, String schedule) {
        return Simulated.job(
                scenario, partitioner, buffers, 1, Map.of("straggler.schedule", schedule));
    }

    private static Verdict.Steady steady(SimulatedRun run) {
        assertThat(run.measurement().verdict()).isInstanceOf(Verdict.Steady.class);
        return (Verdict.Steady) run.measurement().verdict();
    }

    private static SimulatedRun run(SimulatedJob job, int seconds) throws InterruptedException {
        return SimulatedRun.of(job, Duration.ofSeconds(seconds));
    }

    @Test
    void measuresOneThatRecoversAfterItsLastChangeOnly() throws InterruptedException {
        SimulatedRun run =
                run(
                        job(
                                "recovering-straggler",
                                Partitioner.REBALANCE,
                                BufferSettings.SMALL,
                                "0s:0,90s:none"),
                        300);

        Verdict.Steady steady = steady(run);
        // All that is offered: three records each 10.1 ms.
        assertThat(steady.perSecond()).isCloseTo(3000 / 10.1, Percentage.withPercentage(1));
        assertThat(steady.fromSecond()).isGreaterThanOrEqualTo(90);
        assertThat(run.secondsUntilCollapse()).isEmpty();
        assertThat(run.samples().processedPerSecond(70, 90)).isLessThan(150);
    }

    @ParameterizedTest
    @CsvSource({"recovering-straggler, 110", "flapping-straggler, 160"})
    void isMeasuredByARunThatNobodyToldWhenToEndAndNotBefore(String scenario, int seconds)
            throws InterruptedException {
        JudgedRun run =
                JudgedRun.of(
                        Simulated.job(scenario, Partitioner.REBALANCE, BufferSettings.SMALL, 1),
                        Disturbance.NONE,
                        new RunPlan(Optional.empty(), Optional.empty(), RunPlan.DEFAULT_MAX_TIME));

        assertThat(run.verdict()).isPresent();
        assertThat(run.seconds()).isGreaterThanOrEqualTo(seconds);
    }

    @Test
    void takesNoFigureFromBeforeTheLastChange() throws InterruptedException {
        SimulatedRun run =
                run(
                        job(
                                "constant-straggler",
                                Partitioner.REBALANCE,
                                BufferSettings.SMALL,
                                "0s:0,500s:none"),
                        400);

        assertThat(run.measurement().verdict())
                .isEqualTo(
                        new Verdict.Transient(
                                "the straggler changes at second 500 for the last time, and the"
                                        + " samples end at second 400: a throughput of before is none"
                                        + " of the job's"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Partitioner.class,
            names = {"REBALANCE", "LEAST_BACKLOG", "POWER_OF_TWO"})
    void isBetweenTheBoundsOfArithmeticWhereItFlaps(Partitioner partitioner)
            throws InterruptedException {
        for (BufferSettings buffers :
                new BufferSettings[] {BufferSettings.SMALL, new BufferSettings(32768, 2, 8)}) {
            SimulatedJob job =
                    job("constant-straggler", partitioner, buffers, "0s:0,30s:1,60s:repeat");
            ScheduleForecast forecast = job.model().schedule().orElseThrow();

            Verdict.Steady steady = steady(run(job, 1800));

            assertThat(steady.perSecond())
                    .as("%s %s", partitioner, buffers)
                    .isBetween(
                            0.98 * forecast.atLeastPerSecond(), 1.02 * forecast.atMostPerSecond());
            assertThat(steady.windowSeconds() % 60).isZero();
            assertThat(steady.cycles()).isEqualTo((int) steady.windowSeconds() / 60);
        }
    }

    @Test
    void asksForThreePeriodsAfterTheFirst() throws InterruptedException {
        SimulatedRun run =
                run(
                        job(
                                "constant-straggler",
                                Partitioner.REBALANCE,
                                BufferSettings.SMALL,
                                "0s:0,30s:1,60s:repeat"),
                        239);

        assertThat(run.measurement().verdict())
                .isEqualTo(
                        new Verdict.Transient(
                                "the straggler changes, and all begins anew every 60 s: the"
                                        + " throughput is the mean over whole periods, and there are 2"
                                        + " after the first; it takes 3"));
    }
}
