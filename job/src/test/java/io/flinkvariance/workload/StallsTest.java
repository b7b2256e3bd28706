package io.flinkvariance.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StallsTest {
    private static final int CALLS = 200_000;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "10, 4.6", "25, 12.04"})
    void comeAsOftenAsTheArithmeticSays(int waitRange, double callsPerStall) {
        Stalls stalls = Workload.of(Scenarios.straggler(waitRange, 50)).stalls(0, 42);

        long stalled =
                IntStream.range(0, CALLS).filter(call -> stalls.serviceMillis(7) == 50).count();

        assertThat((double) CALLS / stalled).isCloseTo(callsPerStall, within(0.1));
    }

    @Test
    void beginWithTheFirstCall() {
        assertThat(Workload.of(Scenarios.straggler(25, 30)).stalls(0, 42).serviceMillis(7))
                .isEqualTo(30);
    }

    @Test
    void neverComeToOtherSubtasks() {
        Stalls stalls = Workload.of(Scenarios.straggler(1, 50)).stalls(1, 42);

        assertThat(IntStream.range(0, 1000).map(call -> stalls.serviceMillis(7)).distinct())
                .containsExactly(7);
    }

    @Test
    void comeToEachOfSeveralStragglersAtTimesOfItsOwn() {
        Workload workload = Workload.of(Scenarios.stragglers(25, 50, "0,2"));
        Stalls first = workload.stalls(0, 42);
        Stalls third = workload.stalls(2, 42);
        Stalls alone = Workload.of(Scenarios.straggler(25, 50)).stalls(0, 42);
        int[] ofFirst = IntStream.range(0, 1000).map(call -> first.serviceMillis(7)).toArray();

        assertThat(IntStream.range(0, 1000).map(call -> third.serviceMillis(7)))
                .contains(50)
                .isNotEqualTo(IntStream.of(ofFirst).boxed().toList());
        assertThat(IntStream.range(0, 1000).map(call -> alone.serviceMillis(7)))
                .as("the first straggler stalls as one alone does")
                .containsExactly(IntStream.of(ofFirst).boxed().toArray(Integer[]::new));
        assertThat(workload.meanMillis(2, 0.1)).isEqualTo(workload.meanMillis(0, 0.1));
        assertThat(workload.meanMillis(1, 0.1)).isEqualTo(7.1);
    }

    @Test
    void neverComeWithoutAStraggler() {
        Stalls stalls = Workload.of(Scenarios.straggler(1, 50).withoutStraggler()).stalls(0, 42);

        assertThat(IntStream.range(0, 1000).map(call -> stalls.serviceMillis(7)).distinct())
                .containsExactly(7);
    }
}
