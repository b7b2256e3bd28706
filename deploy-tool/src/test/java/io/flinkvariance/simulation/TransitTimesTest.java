package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransitTimesTest {
    /** Subtask 0 does ten a second, two seconds after they were sent; subtask 1 at once. */
    private static SampleSeries samples(boolean counted, int seconds) {
        return new SampleSeries(
                IntStream.rangeClosed(0, seconds)
                        .mapToObj(
                                second ->
                                        new Sample(
                                                second,
                                                20L * second,
                                                List.of(
                                                        Math.max(0, 10L * (second - 2)),
                                                        10L * second),
                                                counted
                                                        ? List.of(10L * second, 10L * second)
                                                        : List.of(),
                                                List.of()))
                        .toList());
    }

    @Test
    void areFromTheTimeAtWhichTheSameRecordOfAChannelWasSent() {
        TransitTimes times = TransitTimes.of(samples(true, 100), 20, 100);

        assertThat(times.seconds(50)).isZero();
        assertThat(times.seconds(51)).isCloseTo(2, within(0.01));
        assertThat(times.seconds(100)).isCloseTo(2, within(0.01));
    }

    @Test
    void takeAnEqualShareOfWhatWasEmittedWhereNobodyCounts() {
        TransitTimes times = TransitTimes.of(samples(false, 100), 20, 100);

        assertThat(times.seconds(50)).isZero();
        assertThat(times.seconds(99)).isCloseTo(2, within(0.01));
    }

    @Test
    void areOfRecordsThatAreDoneInTheWindow() {
        List<Sample> grown =
                List.of(
                        sample(0, 0, 0),
                        sample(1, 100, 10),
                        sample(2, 100, 20),
                        sample(3, 100, 30),
                        sample(4, 100, 40));

        TransitTimes late = TransitTimes.of(new SampleSeries(grown), 3, 4);

        assertThat(late.seconds(0.1)).as("the 31st").isBetween(2.6, 2.8);
        assertThat(late.seconds(100)).as("the 40th").isBetween(3.5, 3.6);
    }

    private static Sample sample(int second, long sent, long processed) {
        return new Sample(second, sent, List.of(processed), List.of(sent), List.of());
    }

    /** Of one record to two channels each has half by the equal share, and one has it. */
    @Test
    void areNothingWhereARecordIsDoneBeforeItsShareIsWhole() {
        SampleSeries few =
                new SampleSeries(
                        List.of(
                                new Sample(0, 0, List.of(0L, 0L), List.of(), List.of()),
                                new Sample(1, 1, List.of(1L, 0L), List.of(), List.of()),
                                new Sample(2, 3, List.of(2L, 1L), List.of(), List.of())));

        TransitTimes times = TransitTimes.of(few, 0, 2);

        assertThat(times.seconds(0)).isZero();
        assertThat(times.seconds(100)).isLessThan(1);
    }
}
