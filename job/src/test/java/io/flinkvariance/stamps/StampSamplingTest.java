package io.flinkvariance.stamps;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.scenario.ScenarioReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StampSamplingTest {
    @ParameterizedTest(name = "{0} ms, {1} events, {2} to {3} ms, {4} subtasks: one in {5}")
    @CsvSource({
        // As published: the work takes milliseconds.
        "2, 2, 5, 5, 4, 1",
        // Flat out.
        "0, 1000, 0, 1, 4, 32768",
        // A source that is slower than the work.
        "10, 10, 0, 1, 4, 1",
        // Work that is slower than the source.
        "1, 100, 8, 1, 8, 1",
        "1, 100, 8, 1, 128, 16"
    })
    void takesAllWhereTheyTravelAndOneInAPowerOfTwoWhereNot(
            int interval, int events, int min, int range, int parallelism, int oneIn)
            throws Exception {
        assertThat(
                        StampSampling.of(
                                        ScenarioReader.parse(
                                                "tried",
                                                "tried",
                                                """
                                                mode=MINIMAL_VARIANCE
                                                stream.interval=%d
                                                stream.numEventsInInterval=%d
                                                stream.parallelism=%d
                                                nums.min=%d
                                                nums.range=%d
                                                """
                                                        .formatted(
                                                                interval,
                                                                events,
                                                                parallelism,
                                                                min,
                                                                range)))
                                .oneIn())
                .isEqualTo(oneIn);
    }

    @Test
    void goesByTheRateOfATopicWhereTheJobMakesNoRecords() throws Exception {
        assertThat(
                        StampSampling.of(
                                        ScenarioReader.parse(
                                                "tried",
                                                "tried",
                                                """
                                                mode=MINIMAL_VARIANCE
                                                source=kafka
                                                source.rate=4000
                                                stream.parallelism=128
                                                nums.min=1
                                                nums.range=1
                                                """))
                                .oneIn())
                .isEqualTo(4);
    }

    @Test
    void goesByThePhaseInWhichMostIsDoneWhereTheStragglerChanges() throws Exception {
        assertThat(
                        StampSampling.of(
                                        ScenarioReader.parse(
                                                "tried",
                                                "tried",
                                                """
                                                mode=STRAGGLER
                                                stream.interval=1
                                                stream.numEventsInInterval=100
                                                stream.parallelism=128
                                                nums.min=8
                                                nums.range=1
                                                straggler.waitRange=1
                                                straggler.waitMillis=80000
                                                straggler.schedule=0s:%s,9s:none
                                                """
                                                        .formatted(
                                                                IntStream.range(0, 128)
                                                                        .mapToObj(String::valueOf)
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        "+")))))
                                .oneIn())
                .isEqualTo(16);
    }

    @Test
    void takesEveryRecordOfOneInOne() {
        StampSampling all = StampSampling.ofOneIn(0);

        for (int ordinal : new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 4711}) {
            assertThat(all.takes(ordinal)).isTrue();
        }
    }

    /** Every sixteenth record would all be of one of four channels that take turns. */
    @ParameterizedTest
    @CsvSource({"4, 2", "4, 4", "10, 3", "15, 4", "12, 128"})
    void takesItsShareOfEachOfManyChannelsThatTakeTurns(int log2, int channels) {
        StampSampling sampling = StampSampling.ofOneIn(log2);
        int[] taken = new int[channels];
        int records = (512 * channels) << log2;

        for (int ordinal = 0; ordinal < records; ordinal++) {
            if (sampling.takes(ordinal)) {
                taken[ordinal % channels]++;
            }
        }

        for (int count : taken) {
            assertThat(count).isBetween(480, 544);
        }
    }

    /** From an ordinal that is stamped and from others, and where the ordinals go round. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 11, 14, 15})
    void leadsFromOneThatIsStampedToTheNext(int log2) {
        StampSampling sampling = StampSampling.ofOneIn(log2);
        long records = 256L << log2;

        for (long first : new long[] {0, 4711, (1L << 32) - records / 2}) {
            long next = sampling.firstFrom(first);
            for (long ordinal = first; ordinal < first + records; ordinal++) {
                if (sampling.takes((int) ordinal)) {
                    assertThat(next).isEqualTo(ordinal);
                    next = sampling.after(next);
                }
            }
        }
    }
}
