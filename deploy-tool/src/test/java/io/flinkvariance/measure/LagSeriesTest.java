package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagSeriesTest {
    private static final double RATE = 400;

    /** Written from second 2 on at 400 a second, read as fast until second 36, then at 80. */
    private static Sample sample(int second) {
        long written = Math.max(0, 400L * (second - 2));
        long read = second <= 36 ? written : 400 * 34 + 80L * (second - 36);
        return sample(second, OptionalLong.of(written), read);
    }

    private static Sample sample(int second, OptionalLong end, long read) {
        return new Sample(
                second,
                read,
                List.of(read / 2),
                List.of(),
                List.of(),
                Optional.of(new TopicOffsets(end, OptionalLong.of(read), 0)));
    }

    private static LagSeries until(int seconds) {
        return LagSeries.NONE.with(
                IntStream.rangeClosed(0, seconds).mapToObj(LagSeriesTest::sample).toList());
    }

    @Test
    void tellsWhenTheLagBeganToShowFromTheFirstRecordOn() {
        assertThat(until(80).showsAfterSeconds(RATE).orElseThrow())
                .as("a second's records are passed over, and given back by the rate")
                .isCloseTo(34, within(0.5));
    }

    @Test
    void tellsHowFastItGrows() {
        assertThat(until(80).growthSinceItShows(RATE)).hasValue(320);
        assertThat(until(80).growthPerSecond(50, 70)).hasValue(320);
    }

    @Test
    void showsNothingWhileTheSourceKeepsUp() {
        assertThat(until(36).showsAfterSeconds(RATE)).isEmpty();
        assertThat(until(36).growthSinceItShows(RATE)).isEmpty();
    }

    @Test
    void takesALagThatIsCaughtUpForNone() {
        LagSeries caughtUp =
                until(50).with(List.of(sample(51, OptionalLong.of(400 * 49), 400 * 49)));

        assertThat(caughtUp.showsAfterSeconds(RATE)).isEmpty();
    }

    @Test
    void saysThatItIsUnknownAndNeverZeroWhereTheBrokerDoesNotSay() {
        LagSeries lag = until(50).with(List.of(sample(51, OptionalLong.empty(), 15_000)));

        assertThat(lag.unknownSeconds()).isEqualTo(1);
        assertThat(lag.last().orElseThrow().records()).isEmpty();
        assertThat(lag.last().orElseThrow().unprocessed()).isEmpty();
        assertThat(lag.last().orElseThrow().committed()).isEmpty();
        assertThat(lag.showsAfterSeconds(RATE)).isPresent();
    }

    @Test
    void countsFromWhatFlinkReadAndFromWhatTheWorkFinished() {
        Lag last = until(46).last().orElseThrow();

        assertThat(last.end()).hasValue(17_600);
        assertThat(last.records()).hasValue(17_600 - 14_400);
        assertThat(last.unprocessed()).hasValue(17_600 - 7_200);
    }

    @Test
    void aCommitThatNobodyMadeGivesNoLag() {
        Sample uncommitted =
                new Sample(
                        1,
                        5,
                        List.of(5L),
                        List.of(),
                        List.of(),
                        Optional.of(new TopicOffsets(OptionalLong.of(9), OptionalLong.empty(), 0)));

        Lag lag = LagSeries.NONE.with(List.of(uncommitted)).last().orElseThrow();

        assertThat(lag.records()).hasValue(4);
        assertThat(lag.committed()).isEmpty();
    }

    /**
     * As much as was restored is read and worked on already; it reads 1000 a second of the rest.
     */
    private static LagSeries restored(List<Sample> samples) {
        return LagSeries.NONE.with(samples);
    }

    private static List<Sample> restoredSamples(int seconds) {
        return IntStream.rangeClosed(0, seconds)
                .mapToObj(
                        second ->
                                new Sample(
                                        second,
                                        Math.min(300 + 1000L * second, 6000 + 400L * second),
                                        List.of(0L),
                                        List.of(),
                                        List.of(),
                                        Optional.of(
                                                new TopicOffsets(
                                                        OptionalLong.of(
                                                                50_000 + 6000 + 400L * second),
                                                        OptionalLong.empty(),
                                                        50_000))))
                .toList();
    }

    @Test
    void countsFromWhatTheJobWasRestoredWith() {
        List<Sample> samples = restoredSamples(4);
        LagSeries lag = restored(samples);

        assertThat(lag.last().orElseThrow().records()).hasValue(7600 - 4300);
        assertThat(lag.last().orElseThrow().unprocessed()).hasValue(7600);
        assertThat(lag.isBehindAtStart(RATE)).isTrue();
        assertThat(lag.heldAtStart(new SampleSeries(samples)))
                .as("what it read before the first reading is in it")
                .hasValue(6000);
    }

    @Test
    void aLagThatWasThereFromTheStartHasNoMomentAtWhichItBeganToShow() {
        assertThat(restored(restoredSamples(4)).showsAfterSeconds(RATE)).isEmpty();
        assertThat(until(80).isBehindAtStart(RATE)).isFalse();
    }

    @Test
    void tellsWhenAJobThatBeganBehindHasCaughtUp() {
        assertThat(restored(restoredSamples(4)).goneAfterSeconds(RATE)).isEmpty();
        // 5700 - 600 s are a second's records after 8.8 s.
        assertThat(restored(restoredSamples(20)).goneAfterSeconds(RATE)).hasValue(9);
        assertThat(restored(restoredSamples(20)).growthPerSecond(0, 8)).hasValue(-600);
        assertThat(until(80).goneAfterSeconds(RATE)).isEmpty();
    }

    @Test
    void isEmptyForAJobThatReadsNoTopic() {
        Sample synthetic = new Sample(1, 5, List.of(5L), List.of(), List.of());

        assertThat(LagSeries.NONE.with(List.of(synthetic)).isEmpty()).isTrue();
    }

    @Test
    void growsByNothingThatAMomentCouldSay() {
        assertThat(until(80).growthPerSecond(50, 54)).isEqualTo(OptionalDouble.empty());
        assertThat(until(80).growthPerSecond(50, 55)).hasValue(320);
        assertThat(until(80).growthPerSecond(90, 99)).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void growsFromWhereItIsKnownToWhereItIsKnown() {
        LagSeries lag =
                until(50)
                        .with(
                                List.of(
                                        sample(51, OptionalLong.empty(), 15_000),
                                        sample(60),
                                        sample(61, OptionalLong.empty(), 15_000)));

        assertThat(lag.growthPerSecond(49.5, 61)).hasValue(320);
        assertThat(lag.growthSinceItShows(RATE)).hasValue(320);
    }

    @Test
    void aSecondsRecordsAreNoLagYet() {
        LagSeries lag =
                LagSeries.NONE.with(
                        List.of(
                                sample(1, OptionalLong.of(400), 0),
                                sample(2, OptionalLong.of(800), 400)));

        assertThat(lag.isBehindAtStart(RATE)).isFalse();
        assertThat(lag.showsAfterSeconds(RATE)).isEmpty();
        assertThat(lag.isBehindAtStart(RATE - 1)).isTrue();
    }

    @Test
    void aJobThatIsFirstHeardOfLaterHasCaughtUpSinceThen() {
        LagSeries lag = restored(restoredSamples(20).subList(3, 21));

        assertThat(lag.goneAfterSeconds(RATE)).hasValue(9 - 3);
    }

    @Test
    void whatWasHeldAtTheStartIsOfTheFirstSecondOfWhichTheBrokerSaid() {
        List<Sample> samples = new ArrayList<>(restoredSamples(4));
        Sample silent = samples.get(0);
        samples.set(
                0,
                new Sample(
                        silent.second(),
                        silent.emitted(),
                        silent.processed(),
                        List.of(),
                        List.of(),
                        Optional.of(
                                new TopicOffsets(
                                        OptionalLong.empty(), OptionalLong.empty(), 50_000))));

        assertThat(restored(samples).heldAtStart(new SampleSeries(samples)))
                .as("and what was written in between")
                .hasValue(6400);
        assertThat(restored(samples).heldAtStart(new SampleSeries(samples.subList(2, 4))))
                .isEmpty();
    }
}
