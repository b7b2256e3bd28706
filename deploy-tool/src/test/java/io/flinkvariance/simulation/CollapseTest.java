package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Sample;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollapseTest {
    private static List<Sample> samples(IntUnaryOperator processed) {
        return IntStream.rangeClosed(0, 100)
                .mapToObj(
                        second ->
                                new Sample(
                                        second,
                                        10_000,
                                        List.of((long) processed.applyAsInt(second)),
                                        List.of(),
                                        List.of()))
                .toList();
    }

    @Test
    void isWhereTheLowerLevelBegins() {
        assertThat(Collapse.second(samples(s -> Math.min(60 * s, 1200 + 20 * (s - 20))), 60, 20))
                .isEqualTo(OptionalDouble.of(20));
    }

    @Test
    void isNotAtADipBeforeItNorAtABurstAfterIt() {
        IntUnaryOperator dipAndBurst =
                s -> {
                    int dip = s >= 10 ? -30 : 0;
                    int burst = s >= 60 ? 100 : 0;
                    return Math.min(60 * s, 2400 + 20 * (s - 40)) + dip + burst;
                };

        assertThat(Collapse.second(samples(dipAndBurst), 60, 20)).isEqualTo(OptionalDouble.of(40));
    }

    @Test
    void isNoneWhereNothingWasLost() {
        assertThat(Collapse.second(samples(s -> 60 * s), 60, 20)).isEmpty();
        assertThat(Collapse.second(samples(s -> Math.min(60 * s, 5940)), 60, 20)).isEmpty();
    }
}
