package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinnedSamplesTest {
    private static ThinnedSamples of(int seconds) {
        return ThinnedSamples.of(
                new SampleSeries(
                        IntStream.rangeClosed(0, seconds)
                                .mapToObj(
                                        second ->
                                                new Sample(
                                                        second,
                                                        7L * second,
                                                        List.of(5L * second),
                                                        List.of(),
                                                        List.of()))
                                .toList()));
    }

    @Test
    void leavesShortRunsAsTheyAre() {
        assertThat(of(500).seconds()).hasSize(500);
        assertThat(of(500).longestSeconds()).isEqualTo(1);
    }

    @Test
    void keepsRatesAndMeansOfLongRuns() {
        ThinnedSamples thinned = of(1201);

        assertThat(thinned.groupSize()).isEqualTo(3);
        assertThat(thinned.rates(Sample::processedInAll)).hasSize(401).containsOnly(5.0);
        assertThat(thinned.means(Sample::second)).startsWith(2.0, 5.0);
        assertThat(thinned.ratesOver(10, Sample::emitted).get(0)).isNull();
        assertThat(thinned.ratesOver(10, Sample::emitted).get(5)).isEqualTo(7.0);
    }

    @Test
    void hasNoPointForASingleSample() {
        assertThat(of(0).seconds()).isEmpty();
        assertThat(of(1).rates(Sample::emitted)).containsExactly(7.0);
    }
}
