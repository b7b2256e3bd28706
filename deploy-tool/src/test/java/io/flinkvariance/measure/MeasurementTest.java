package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.scenario.Partitioner;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    /** Two subtasks of 10 records/s each; one needs 50 ms a record, the other 100. */
    private static final SampleSeries BUSY =
            new SampleSeries(
                    IntStream.range(0, 60)
                            .mapToObj(
                                    second ->
                                            new Sample(
                                                    second,
                                                    20L * second,
                                                    List.of(10L * second, 10L * second),
                                                    List.of(),
                                                    List.of(500.0 * second, 1000.0 * second)))
                            .toList());

    @Test
    void givesEachSubtaskItsRateServiceTimeAndCapacity() {
        Measurement measurement = Measurement.of(BUSY, Partitioner.REBALANCE, 0);

        assertThat(measurement.subtasks()).hasSize(2);
        SubtaskMeasurement first = measurement.subtasks().get(0);
        assertThat(first.perSecond()).isEqualTo(10);
        assertThat(first.meanServiceMillis().orElseThrow()).isCloseTo(50, within(1e-9));
        assertThat(first.capacity().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(measurement.subtasks().get(1).capacity().orElseThrow())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void takesCountersThatCannotBeForNoResult() {
        SampleSeries impossible =
                new SampleSeries(
                        IntStream.range(0, 60)
                                .mapToObj(
                                        second ->
                                                new Sample(
                                                        second,
                                                        10L * second,
                                                        List.of(10L * second),
                                                        List.of(),
                                                        List.of(1040.0 * second)))
                                .toList());

        assertThat(Measurement.of(impossible, Partitioner.REBALANCE, 0).verdict())
                .isEqualTo(
                        new Verdict.Transient(
                                "subtask 0 worked 104 % of the time by its own counters, which"
                                        + " cannot be"));
    }

    @Test
    void leavesOutTheWarmUp() {
        assertThat(Measurement.of(BUSY, Partitioner.REBALANCE, 30).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady -> assertThat(steady.fromSecond()).isGreaterThanOrEqualTo(30));
        assertThat(Measurement.of(BUSY, Partitioner.REBALANCE, 59).verdict())
                .isInstanceOf(Verdict.Transient.class);
        assertThat(Measurement.of(BUSY, Partitioner.REBALANCE, 100).subtasks()).isEmpty();
    }

    /** The same, but nobody knows of some seconds in the middle. */
    private static SampleSeries without(int from, int to) {
        return new SampleSeries(
                BUSY.samples().stream()
                        .filter(sample -> sample.second() <= from || sample.second() >= to)
                        .toList());
    }

    @Test
    void saysNothingOfAWindowThatSpansAGap() {
        assertThat(Measurement.of(without(25, 30), Partitioner.REBALANCE, 0).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady -> {
                            assertThat(steady.fromSecond()).isGreaterThanOrEqualTo(30);
                            assertThat(steady.toSecond()).isEqualTo(59);
                        });
        assertThat(Measurement.of(without(40, 50), Partitioner.REBALANCE, 0).verdict())
                .isEqualTo(
                        new Verdict.Transient(
                                "only 10 samples; a steady state shows in 20 s at the earliest"));
    }

    @Test
    void takesAMissingSecondForNoGap() {
        assertThat(without(24, 26).afterLastGap().size()).isEqualTo(59);
        assertThat(new SampleSeries(List.of()).afterLastGap().isEmpty()).isTrue();
        assertThat(Traces.read(Traces.SMALL_CONSTANT).afterLastGap().size()).isEqualTo(137);
    }

    @Test
    void doesWithoutServiceTimesWhereThereAreNone() {
        Measurement measurement =
                Measurement.of(Traces.read(Traces.SMALL_CONSTANT), Partitioner.REBALANCE, 0);

        assertThat(measurement.subtasks())
                .allSatisfy(
                        subtask -> {
                            assertThat(subtask.meanServiceMillis()).isEmpty();
                            assertThat(subtask.capacity()).isEmpty();
                        });
    }
}
