package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.scenario.Partitioner;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of the windows of a run is taken. */
class SteadyWindowsTest {
    /** Two subtasks that process as many, and whose queues are as long, sample by sample. */
    private static SampleSeries series(
            int samples, int step, IntToLongFunction processed, IntToLongFunction length) {
        return new SampleSeries(
                IntStream.range(0, samples)
                        .mapToObj(
                                row -> {
                                    long served = processed.applyAsLong(row);
                                    return new Sample(
                                            (double) step * row,
                                            2 * (served + length.applyAsLong(row)),
                                            List.of(served, served),
                                            List.of(),
                                            List.of());
                                })
                        .toList());
    }

    private static Verdict judge(SampleSeries series) {
        return SteadyStateDetector.judge(series, Partitioner.REBALANCE);
    }

    private static Verdict.Steady steady(SampleSeries series) {
        Verdict verdict = judge(series);
        assertThat(verdict).isInstanceOf(Verdict.Steady.class);
        return (Verdict.Steady) verdict;
    }

    /** A queue that falls by 1000 a second, and is full again after six. */
    private static SampleSeries saw(int samples) {
        return series(samples, 1, row -> 1000L * row, row -> 6000 - row % 6 * 1000);
    }

    @Test
    void areTheFirstOfThoseThatAreAsLong() {
        // At 3500 the queue is from 2.5 on; 4000 and 5000 would do as well, 6000 it never crosses.
        Verdict.Steady steady = steady(saw(120));

        assertThat(steady.fromSecond()).isEqualTo(14.5);
        assertThat(steady.toSecond()).isEqualTo(116.5);
        assertThat(steady.cycles()).isEqualTo(17);
    }

    @Test
    void sayWhyTheFirstOfThoseThatAreAsLongIsNotSteady() {
        SampleSeries rising =
                series(120, 1, row -> 2000L * row + (long) row * row, row -> 6000 - row % 6 * 1200);

        // Windows from 14.5, 14 and 13 on; their batches of two seconds end at 119.
        assertThat(judge(rising))
                .isInstanceOfSatisfying(
                        Verdict.Transient.class,
                        unsteady ->
                                assertThat(unsteady.reason())
                                        .startsWith("the throughput rises by ")
                                        .endsWith(" % a minute from second 15 on"));
    }

    private static SampleSeries still(int samples, int step, int growsUntil) {
        return series(
                samples, step, row -> 100L * step * row, row -> 50L * Math.min(row, growsUntil));
    }

    @Test
    void areLookedForWhereMoreThanTenSamplesFollow() {
        assertThat(judge(still(20, 4, 10))).isInstanceOf(Verdict.Transient.class);
        assertThat(steady(still(21, 4, 10)).fromSecond()).isEqualTo(48);
    }

    /** Low for four seconds of six, up to a last return; from there on high. */
    private static SampleSeries thenHigh(int lastReturn, int seconds) {
        return series(
                lastReturn + seconds + 1,
                1,
                row -> 1000L * row,
                row -> row > lastReturn || row % 6 >= 4 ? 1900 : 1000);
    }

    @Test
    void endNoLongerAgoThanOneAndAHalfCycles() {
        assertThat(steady(thenHigh(120, 9)).toSecond()).isEqualTo(120);
        assertThat(judge(thenHigh(120, 10))).isInstanceOf(Verdict.Transient.class);
    }

    /** Like the saw, but two seconds are faster by so much, and all others by noise. */
    private static SampleSeries fasterOnce(int samples, int outlier, int noise) {
        long[] processed = new long[samples];
        for (int row = 1; row < samples; row++) {
            int batch = (row - 1) / 2;
            processed[row] =
                    processed[row - 1]
                            + 1000
                            + (batch == 15 ? outlier : 0)
                            + (Integer.bitCount(batch) % 2 == 0 ? noise : -noise);
        }
        return series(samples, 1, row -> processed[row], row -> 6000 - row % 6 * 900);
    }

    private static Verdict.Steady leastBacklog(SampleSeries series) {
        Verdict verdict = SteadyStateDetector.judge(series, Partitioner.LEAST_BACKLOG);
        assertThat(verdict).isInstanceOf(Verdict.Steady.class);
        return (Verdict.Steady) verdict;
    }

    @Test
    void areLaterOnesOfTenCyclesWhereTheyAreMuchNarrower() {
        Verdict.Steady later = leastBacklog(fasterOnce(96, 30, 0));

        assertThat(later.fromSecond()).isBetween(32.0, 33.0);
        assertThat(later.cycles()).isEqualTo(10);
        assertThat(later.halfWidth()).isZero();
    }

    @Test
    void areTheEarliestWhereLaterOnesHaveFewerThanTenCycles() {
        Verdict.Steady earliest = leastBacklog(fasterOnce(90, 30, 0));

        assertThat(earliest.fromSecond()).isEqualTo(14.5);
        assertThat(earliest.cycles()).isEqualTo(12);
    }

    @Test
    void areLaterOnesOnlyWhereTheyAreNarrowerByHalf() {
        assertThat(leastBacklog(fasterOnce(120, 80, 5)).fromSecond()).isBetween(32.0, 33.0);
        assertThat(leastBacklog(fasterOnce(120, 5, 5)).fromSecond()).isEqualTo(14.5);
    }
}
