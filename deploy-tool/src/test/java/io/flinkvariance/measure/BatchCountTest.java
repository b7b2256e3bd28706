package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchCountTest {
    @ParameterizedTest
    @CsvSource({"3, 23", "12, 5", "60, 1", "21, 3", "200, 0.5", "45, 2"})
    void isThatOfTheDetectorForCyclesOfOneLength(int cycles, double seconds) {
        Cycles equal =
                new Cycles(
                        IntStream.rangeClosed(0, cycles)
                                .mapToObj(cycle -> cycle * seconds)
                                .toList());
        double least =
                Math.max(
                        Window.SHORTEST_BATCH_SECONDS, equal.lengthSeconds() / Window.MOST_BATCHES);
        List<Double> bounds = equal.batchBounds(least);

        assertThat(BatchCount.of(cycles, cycles * seconds)).isEqualTo(bounds.size() - 1);
    }
}
