package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.scenario.Partitioner;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyStateDetectorTest {
    @ParameterizedTest
    @CsvSource({
        Traces.DEFAULT_CONSTANT + ", REBALANCE, 80",
        Traces.DEFAULT_MINIMAL + ", REBALANCE, 563",
        Traces.SMALL_CONSTANT + ", REBALANCE, 80",
        Traces.SMALL_SLIGHT + ", REBALANCE, 440",
        Traces.SMALL_LEAST_BACKLOG + ", LEAST_BACKLOG, 439",
        Traces.ADAPTIVE + ", LEAST_BACKLOG, 439"
    })
    void findsTheLongRunThroughputOfRecordedRuns(
            String trace, Partitioner partitioner, double perSecond) {
        Verdict verdict = SteadyStateDetector.judge(Traces.read(trace), partitioner);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady -> {
                            assertThat(steady.perSecond())
                                    .isCloseTo(perSecond, within(0.02 * perSecond));
                            assertThat(steady.relativeHalfWidth()).isLessThan(0.02);
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 100, 200, 350, 389, 500, 700, 900})
    void takesNoPartOfTheLongTransientForASteadyState(int seconds) {
        Verdict verdict =
                SteadyStateDetector.judge(
                        Traces.first(Traces.DEFAULT_CONSTANT, seconds), Partitioner.REBALANCE);

        assertThat(verdict).isInstanceOf(Verdict.Transient.class);
    }

    @ParameterizedTest
    @CsvSource({
        Traces.DEFAULT_CONSTANT + ", REBALANCE, 79.8",
        Traces.DEFAULT_MINIMAL + ", REBALANCE, 563",
        Traces.SMALL_CONSTANT + ", REBALANCE, 79.8",
        Traces.SMALL_SLIGHT + ", REBALANCE, 444",
        Traces.SMALL_LEAST_BACKLOG + ", LEAST_BACKLOG, 438",
        Traces.ADAPTIVE + ", LEAST_BACKLOG, 439"
    })
    void isNeverWrongWhereverARunIsStopped(
            String trace, Partitioner partitioner, double perSecond) {
        int length = Traces.read(trace).size();
        for (int seconds = 5; seconds <= length; seconds += 5) {
            Verdict verdict = SteadyStateDetector.judge(Traces.first(trace, seconds), partitioner);
            if (verdict instanceof Verdict.Steady steady && steady.relativeHalfWidth() <= 0.02) {
                assertThat(steady.perSecond())
                        .as("after %d s", seconds)
                        .isCloseTo(perSecond, within(0.02 * perSecond));
            }
        }
    }

    @Test
    void namesTheQueueThatGrows() {
        Verdict verdict =
                SteadyStateDetector.judge(
                        Traces.first(Traces.DEFAULT_CONSTANT, 350), Partitioner.REBALANCE);

        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Transient(
                                "the queue of subtask 0 grew by 98.8 records/s over the last 175 s,"
                                        + " against 19.9 records/s processed; until it stands"
                                        + " still, or returns to the same level in at least 3"
                                        + " cycles, the throughput is that of a transient"));
    }

    @Test
    void wantsMoreThanAHandfulOfSamples() {
        assertThat(
                        SteadyStateDetector.judge(
                                Traces.first(Traces.SMALL_CONSTANT, 5), Partitioner.REBALANCE))
                .isEqualTo(
                        new Verdict.Transient(
                                "only 5 samples; a steady state shows in 20 s at the earliest"));
    }

    /** So many records emitted every second, and so many processed by each of two subtasks. */
    private static SampleSeries everySecond(int seconds, long emitted, long processedByEach) {
        return new SampleSeries(
                IntStream.range(0, seconds)
                        .mapToObj(
                                second ->
                                        new Sample(
                                                second,
                                                emitted * second,
                                                List.of(
                                                        processedByEach * second,
                                                        processedByEach * second),
                                                List.of(),
                                                List.of()))
                        .toList());
    }

    @Test
    void seesASteadyStateWhereNothingEverQueues() {
        SampleSeries idle = everySecond(60, 20, 10);

        assertThat(SteadyStateDetector.judge(idle, Partitioner.REBALANCE))
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady -> {
                            assertThat(steady.perSecond()).isEqualTo(20);
                            assertThat(steady.halfWidth()).isZero();
                        });
    }

    /**
     * Bursts of six seconds' records to two subtasks: one works them off at 1000/s until the next
     * burst, the other at once.
     *
     * @param growth by how much a burst exceeds what is worked off until the next one, in records
     */
    private static SampleSeries bursts(int seconds, int growth) {
        return new SampleSeries(
                IntStream.range(0, seconds)
                        .mapToObj(
                                second -> {
                                    long sent = (second / 6 + 1) * (6000L + growth);
                                    return new Sample(
                                            second,
                                            2 * sent,
                                            List.of(1000L * second, sent),
                                            List.of(),
                                            List.of());
                                })
                        .toList());
    }

    @Test
    void putsUpWithAQueueThatDriftsByHalfAPerCentOfItsRate() {
        assertThat(SteadyStateDetector.judge(bursts(120, 30), Partitioner.REBALANCE))
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady -> assertThat(steady.perSecond()).isCloseTo(2005, within(10.0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 180, 480})
    void takesAQueueThatDriftsByMoreForATransient(int growth) {
        assertThat(SteadyStateDetector.judge(bursts(120, growth), Partitioner.REBALANCE))
                .isInstanceOf(Verdict.Transient.class);
    }

    @Test
    void wantsTheQueueToComeBackStill() {
        SampleSeries before = bursts(60, 0);
        Sample last = before.samples().get(before.size() - 1);
        Stream<Sample> growing =
                IntStream.range(60, 100)
                        .mapToObj(
                                second ->
                                        new Sample(
                                                second,
                                                last.emitted() + 2200L * (second - 59),
                                                List.of(
                                                        1000L * second,
                                                        last.emitted() / 2 + 1100L * (second - 59)),
                                                List.of(),
                                                List.of()));
        SampleSeries thenOnlyGrowing =
                new SampleSeries(Stream.concat(before.samples().stream(), growing).toList());

        assertThat(SteadyStateDetector.judge(before, Partitioner.REBALANCE))
                .isInstanceOf(Verdict.Steady.class);
        assertThat(SteadyStateDetector.judge(thenOnlyGrowing, Partitioner.REBALANCE))
                .isInstanceOf(Verdict.Transient.class);
    }

    @Test
    void namesTheTotalInFlightWhereNoMoreIsKnown() {
        SampleSeries growing = everySecond(60, 130, 50);

        assertThat(SteadyStateDetector.judge(growing, Partitioner.LEAST_BACKLOG))
                .isInstanceOfSatisfying(
                        Verdict.Transient.class,
                        unsteady ->
                                assertThat(unsteady.reason())
                                        .startsWith(
                                                "the number of records in flight grew by 30.0"
                                                        + " records/s"));
    }

    @Test
    void judgesTheQueuesThatTheRouterCounted() {
        // In total as much is in flight as ever, but channel 0 fills while channel 1 empties.
        SampleSeries shifting =
                new SampleSeries(
                        IntStream.range(0, 120)
                                .mapToObj(
                                        second ->
                                                new Sample(
                                                        second,
                                                        5000 + 100L * second,
                                                        List.of(20L * second, 80L * second),
                                                        List.of(
                                                                2000L + 40L * second,
                                                                3000L + 60L * second),
                                                        List.of()))
                                .toList());

        assertThat(SteadyStateDetector.judge(shifting, Partitioner.LEAST_BACKLOG))
                .isInstanceOfSatisfying(
                        Verdict.Transient.class,
                        unsteady ->
                                assertThat(unsteady.reason())
                                        .startsWith("the queue of subtask ")
                                        .contains(" by 20.0 records/s"));
    }
}
