package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.scenario.Partitioner;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final BufferSettings TINY = new BufferSettings(4096, 1, 0);

    private static SimulatedJob small(String scenario, long seed) {
        return Simulated.job(scenario, Partitioner.REBALANCE, BufferSettings.SMALL, seed);
    }

    private static SimulatedRun run(SimulatedJob job, int seconds) throws InterruptedException {
        return SimulatedRun.of(job, Duration.ofSeconds(seconds));
    }

    private static double perSecond(SimulatedRun run) {
        assertThat(run.measurement().verdict()).isInstanceOf(Verdict.Steady.class);
        return ((Verdict.Steady) run.measurement().verdict()).perSecond();
    }

    @ParameterizedTest
    @EnumSource(Partitioner.class)
    void isTheSameWithTheSameSeedAndAnotherWithAnother(Partitioner partitioner)
            throws InterruptedException {
        SimulatedJob job = Simulated.job("bad-straggler", partitioner, BufferSettings.SMALL, 1);
        List<SimulatedJob> two = job.repeated(2);

        assertThat(run(two.get(0), 60).samples().samples())
                .isEqualTo(run(job, 60).samples().samples())
                .isNotEqualTo(run(two.get(1), 60).samples().samples());
    }

    @Test
    void countsTheSameHoweverOftenItIsLookedAt() throws InterruptedException {
        SimulatedJob job = small("bad-straggler", 3);
        Simulation often = new Simulation(job);
        for (int tick = 0; tick < 6000; tick++) {
            often.advanceTo(tick / 100.0);
        }
        often.advanceTo(60);
        Simulation once = new Simulation(job);
        once.advanceTo(60);

        assertThat(often.sample()).isEqualTo(once.sample());
    }

    @Test
    void drawsAsTheJobDoes() throws InterruptedException {
        SimulatedRun run = run(small("constant-straggler", 1), 100);
        Sample last = run.samples().samples().get(100);

        // The first record is flushed after a tenth of a second.
        assertThat(last.processed().get(0)).isEqualTo((long) ((100 - 0.1001) / 0.0501));
        assertThat(last.serviceMillis().get(0) / last.processed().get(0))
                .isCloseTo(50.1, withPercentage(0.001));
        assertThat(last.serviceMillis().get(1) / last.processed().get(1))
                .isCloseTo(7.1, withPercentage(2));
    }

    /** Of 50 records a second, 5 of which the buffers have room for in a tenth of a second. */
    private static long underWayWhereLittleComes(Map<String, String> timeouts)
            throws InterruptedException {
        Map<String, String> overrides = new HashMap<>(timeouts);
        overrides.put("stream.interval", "20");
        overrides.put("stream.numEventsInInterval", "1");
        Simulation simulation =
                new Simulation(
                        Simulated.job(
                                "minimal-variance",
                                Partitioner.REBALANCE,
                                BufferSettings.SMALL,
                                1,
                                overrides));
        simulation.advanceTo(30);
        return simulation.emitted() - simulation.processed();
    }

    @Test
    void leavesRecordsInBuffersForAsLongAsTheSendersTimeoutSays() throws InterruptedException {
        assertThat(underWayWhereLittleComes(Map.of())).isLessThan(10);
        assertThat(underWayWhereLittleComes(Map.of("stream.bufferTimeoutMillis", "-1")))
                .as("records of buffers of which none is full")
                .isGreaterThan(1000);
        assertThat(
                        underWayWhereLittleComes(
                                Map.of(
                                        "stream.bufferTimeoutMillis",
                                        "-1",
                                        "stream.bufferTimeoutMillis.source",
                                        "5")))
                .isLessThan(10);
        assertThat(underWayWhereLittleComes(Map.of("stream.bufferTimeoutMillis.work", "-1")))
                .isLessThan(10);
    }

    @Test
    void hasNothingToAddToTheSleepsWithoutOvershoot() throws InterruptedException {
        SimulatedJob ideal =
                new SimulatedJob(
                        Scenarios.of("constant-straggler", Map.of()),
                        BufferSettings.SMALL,
                        1,
                        SleepOvershoot.NONE,
                        1);

        assertThat(perSecond(run(ideal, 400))).isCloseTo(80.0, withPercentage(0.1));
    }

    @Test
    void keepsToTheRateOfASingleSubtask() throws InterruptedException {
        SimulatedJob single =
                Simulated.job(
                        "minimal-variance",
                        Partitioner.REBALANCE,
                        TINY,
                        1,
                        Map.of("stream.parallelism", "1"));

        assertThat(perSecond(run(single, 300))).isCloseTo(1000 / 7.1, withPercentage(10));
    }

    @Test
    void rescaleIsRoundRobinFromTheFirstChannelOn() throws InterruptedException {
        Map<String, String> oneRecord = Map.of("stream.limit", "1");
        Simulation simulation =
                new Simulation(
                        Simulated.job(
                                "minimal-variance",
                                Partitioner.RESCALE,
                                BufferSettings.SMALL,
                                3,
                                oneRecord));
        simulation.advanceTo(1);

        assertThat(simulation.sample().processed()).containsExactly(1L, 0L, 0L, 0L);
        assertThat(
                        perSecond(
                                run(
                                        Simulated.job(
                                                "constant-straggler",
                                                Partitioner.RESCALE,
                                                BufferSettings.SMALL,
                                                1),
                                        400)))
                .isCloseTo(79.8, withPercentage(1));
    }

    /** One buffer a channel and none to float: the recorded baseline was 8 % lower, too. */
    @Test
    void losesThroughputToBuffersThatAreTooFew() throws InterruptedException {
        SimulatedJob tiny = Simulated.job("minimal-variance", Partitioner.REBALANCE, TINY, 1);

        assertThat(perSecond(run(tiny, 300)) / perSecond(run(small("minimal-variance", 1), 300)))
                .isBetween(0.9, 0.94);
    }

    @Test
    void aReceiverInAnotherTaskManagerHidesTheStragglerForLonger() throws InterruptedException {
        SimulatedJob one = small("constant-straggler", 1);
        SimulatedJob two = Simulated.on(2, one);

        double local = run(one, 300).secondsUntilCollapse().orElseThrow();
        double remote = run(two, 300).secondsUntilCollapse().orElseThrow();

        // Three more buffers of 455 records, which fill by 141 − 20 records a second.
        assertThat(remote - local).isBetween(0.75 * 11.3, 1.1 * 11.3);
        assertThat(perSecond(run(two, 600))).isCloseTo(79.8, withPercentage(1));
    }

    @Test
    void givesRecordsAndSecondsInFlight() throws InterruptedException {
        SimulatedRun run = run(small("constant-straggler", 1), 600);

        assertThat(run.recordsInFlight().orElseThrow()).isBetween(1500.0, 4095.0);
        assertThat(run.secondsInFlight().orElseThrow())
                .isCloseTo(
                        run.recordsInFlight().orElseThrow() / perSecond(run), withPercentage(0.1));
        assertThat(run.cycleSeconds().orElseThrow()).isCloseTo(22.8, withPercentage(2));
    }

    @Test
    void standsStillInAPauseAndGoesOnAfterIt() throws InterruptedException {
        Simulation paused = new Simulation(small("minimal-variance", 1), Disturbance.pause(20, 5));
        paused.advanceTo(20.1);
        long before = paused.processed();
        paused.advanceTo(25);
        long inPause = paused.processed() - before;
        paused.advanceTo(30);

        assertThat(inPause).isZero();
        assertThat(paused.processed() - before).isBetween(2500L, 3000L);
    }

    @Test
    void slowsDownByADriftAndAtAChangeOfLevel() throws InterruptedException {
        SimulatedJob job = small("minimal-variance", 1);

        assertThat(Simulated.perSecond(job, Disturbance.drift(0.05), 110, 130))
                .isCloseTo(563.4 / 1.1, withPercentage(1));
        assertThat(Simulated.perSecond(job, Disturbance.level(100, 1.2), 80, 100))
                .isCloseTo(563.4, withPercentage(1));
        assertThat(Simulated.perSecond(job, Disturbance.level(100, 1.2), 101, 121))
                .isCloseTo(563.4 / 1.2, withPercentage(1));
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Simulation(small("minimal-variance", 1)).advanceTo(10_000))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void refusesAJobThatNothingLimits() {
        Map<String, String> noSleepNoWork =
                Map.of("stream.interval", "0", "nums.min", "0", "nums.range", "1");

        assertThatThrownBy(
                        () ->
                                Simulated.job(
                                        "minimal-variance",
                                        Partitioner.REBALANCE,
                                        BufferSettings.SMALL,
                                        1,
                                        noSleepNoWork))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "minimal-variance has neither sleep nor work: nothing limits its"
                                + " throughput");
    }

    @Test
    void holdsASourceThatNeverSleepsToWhatTheWorkCanDo() throws InterruptedException {
        SimulatedJob flatOut =
                Simulated.job(
                        "minimal-variance",
                        Partitioner.REBALANCE,
                        BufferSettings.SMALL,
                        1,
                        Map.of("stream.interval", "0"));

        assertThat(perSecond(run(flatOut, 200))).isCloseTo(563.4, withPercentage(1));
    }

    @Test
    void everyRepetitionHasASeedOfItsOwn() {
        assertThat(
                        small("minimal-variance", 1).repeated(1000).stream()
                                .map(SimulatedJob::seed)
                                .collect(Collectors.toSet()))
                .hasSize(1000)
                .contains(1L);
    }
}
