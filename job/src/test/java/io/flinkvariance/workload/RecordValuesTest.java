package io.flinkvariance.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.scenario.Distribution;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordValuesTest {
    private static final int RECORDS = 100_000;

    private final Workload workload = Workload.of(Scenarios.straggler(10, 50));

    @Test
    void areUniformOverTheRange() {
        RecordValues values = workload.values(1);
        int[] drawn = new int[10];
        IntStream.range(0, RECORDS).forEach(sequence -> drawn[values.millis(sequence)]++);

        assertThat(IntStream.range(0, 5).map(value -> drawn[value]).sum()).isZero();
        assertThat(IntStream.range(5, 10).mapToDouble(value -> drawn[value]))
                .allSatisfy(count -> assertThat(count).isCloseTo(RECORDS / 5.0, within(600.0)));
    }

    @Test
    void areTheSameForTheSameSeed() {
        RecordValues values = workload.values(1);
        RecordValues again = workload.values(1);
        RecordValues other = workload.values(2);

        assertThat(firstOf(values)).isEqualTo(firstOf(again)).isNotEqualTo(firstOf(other));
    }

    @Test
    void stayInRangeWhenTheSequenceNumbersGoRound() {
        RecordValues values = workload.values(-1);

        assertThat(IntStream.of(Integer.MAX_VALUE, Integer.MIN_VALUE, -1).map(values::millis))
                .allSatisfy(millis -> assertThat(millis).isBetween(5, 9));
    }

    @Test
    void areThoseOfTheGeneratorThatTheyNameAsTheirSource() {
        assertThat(RecordValues.mix(0x9E3779B97F4A7C15L)).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(RecordValues.mix(0x3C6EF372FE94F82AL)).isEqualTo(0x6E789E6AA1B965F4L);
    }

    @Test
    void areTheSameInEveryVersionOfTheKit() {
        assertThat(IntStream.range(0, 12).map(workload.values(1)::millis))
                .containsExactly(7, 8, 9, 7, 7, 8, 9, 7, 6, 8, 7, 8);
    }

    @Test
    void haveAMeanWhoseZerosOvershootByNothing() {
        assertThat(RecordValues.meanMillis(5, 5, Distribution.UNIFORM, 0.5)).isEqualTo(7.5);
        assertThat(RecordValues.meanMillis(0, 4, Distribution.UNIFORM, 0.5))
                .isEqualTo(1.5 + 0.75 * 0.5);
    }

    @Test
    void ofAParetoHaveTheMeanThatIsSaidAndALongTail() {
        RecordValues values = new RecordValues(3, 2, 73, Distribution.PARETO);
        int[] drawn = IntStream.range(0, RECORDS).map(values::millis).toArray();
        double mean = RecordValues.meanMillis(2, 73, Distribution.PARETO, 0);

        assertThat(mean).isCloseTo(6.99, within(0.01));
        assertThat(RecordValues.meanMillis(2, 73, Distribution.PARETO, 0.5)).isEqualTo(mean + 0.5);
        assertThat(IntStream.of(drawn).average().getAsDouble()).isCloseTo(mean, within(0.1));
        assertThat(IntStream.of(drawn).min()).hasValue(2);
        assertThat(IntStream.of(drawn).max()).hasValue(74);
        // P(X < 4) of the continuous one: (1 - 2/4) / (1 - 2/75).
        assertThat(IntStream.of(drawn).filter(millis -> millis < 4).count() / (double) RECORDS)
                .isCloseTo(0.514, within(0.006));
    }

    @Test
    void ofAParetoAreTheSameInEveryVersionOfTheKit() {
        assertThat(
                        IntStream.range(0, 12)
                                .map(new RecordValues(1, 2, 73, Distribution.PARETO)::millis))
                .containsExactly(4, 7, 36, 3, 3, 7, 13, 4, 2, 8, 3, 4);
    }

    @Test
    void ofAParetoStayInARangeOfOne() {
        RecordValues values = new RecordValues(1, 5, 1, Distribution.PARETO);

        assertThat(IntStream.range(0, 1000).map(values::millis).distinct()).containsExactly(5);
        assertThat(RecordValues.meanMillis(5, 1, Distribution.PARETO, 0)).isEqualTo(5);
    }

    private static int[] firstOf(RecordValues values) {
        return IntStream.range(0, 50).map(values::millis).toArray();
    }
}
