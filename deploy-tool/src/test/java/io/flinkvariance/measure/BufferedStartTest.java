package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BufferedStartTest {
    private static SampleSeries samples(int seconds, LongUnaryOperator processed) {
        return new SampleSeries(
                LongStream.rangeClosed(0, seconds)
                        .mapToObj(
                                second ->
                                        new Sample(
                                                second,
                                                10_000_000,
                                                List.of(processed.applyAsLong(second)),
                                                List.of(),
                                                List.of()))
                        .toList());
    }

    @Test
    void endsWhereTheThroughputComesDown() {
        SampleSeries samples =
                samples(
                        120,
                        second -> second <= 45 ? 770 * second : 770 * 45 + 160 * (second - 45));

        BufferedStart start = BufferedStart.of(samples, 160).orElseThrow();

        assertThat(start.seconds()).isCloseTo(45, within(1.5));
        assertThat(start.perSecond()).isCloseTo(770, within(10.0));
    }

    @Test
    void isNotOverBeforeAJobCameUpToItsSpeed() {
        SampleSeries samples =
                samples(
                        60,
                        second ->
                                second <= 4
                                        ? 0
                                        : second <= 30
                                                ? 500 * (second - 4)
                                                : 500 * 26 + 100 * (second - 30));

        assertThat(BufferedStart.of(samples, 100).orElseThrow().seconds())
                .isCloseTo(30, within(1.5));
    }

    @Test
    void isNoneWhereTheThroughputIsTheSameFromTheBeginning() {
        assertThat(BufferedStart.of(samples(60, second -> 400 * second), 400)).isEmpty();
        assertThat(BufferedStart.of(samples(0, second -> 0), 400)).isEmpty();
    }
}
