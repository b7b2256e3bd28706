package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.measure.Queues.Channel;
import io.flinkvariance.scenario.Partitioner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueuesTest {
    private static final long SERVED_PER_SECOND = 100;

    /** Two channels whose queues have these lengths, second by second from 0 on. */
    private static SampleSeries series(long[] first, long[] second) {
        return new SampleSeries(
                IntStream.range(0, first.length)
                        .mapToObj(
                                at -> {
                                    long served = SERVED_PER_SECOND * at;
                                    List<Long> sent =
                                            List.of(served + first[at], served + second[at]);
                                    return new Sample(
                                            at,
                                            sent.get(0) + sent.get(1),
                                            List.of(served, served),
                                            sent,
                                            List.of());
                                })
                        .toList());
    }

    private static Queues queues(Partitioner partitioner, long[] first, long[] second) {
        return Queues.of(series(first, second), partitioner);
    }

    private static Channel channel(long... lengths) {
        return queues(Partitioner.REBALANCE, lengths, lengths).channels().get(0);
    }

    private static boolean isNeverEmpty(double from, double to, long... lengths) {
        Queues queues = queues(Partitioner.REBALANCE, lengths, lengths);
        return queues.isNeverEmpty(queues.channels().get(0), from, to);
    }

    /** A line, long enough for ten batches of two seconds. */
    private static long[] growing(long by) {
        return IntStream.rangeClosed(0, 20).mapToLong(at -> 200 + by * at).toArray();
    }

    private static double bias(Partitioner partitioner, long firstGrowsBy, long secondGrowsBy) {
        List<Double> bounds = new ArrayList<>();
        IntStream.rangeClosed(0, 10).forEach(batch -> bounds.add(2.0 * batch));
        return queues(partitioner, growing(firstGrowsBy), growing(secondGrowsBy))
                .bias(new Batches(bounds));
    }

    @Test
    void areEmptyWhenNoMoreWaitThanAreJustHandedOver() {
        assertThat(isNeverEmpty(0, 4, 9, 9, 3, 9, 9)).isTrue();
        assertThat(isNeverEmpty(0, 4, 9, 9, 2, 9, 9)).isFalse();
    }

    @Test
    void areLookedAtAfterTheOneSecondAndUpToTheOther() {
        assertThat(isNeverEmpty(2, 4, 9, 9, 0, 9, 9)).isTrue();
        assertThat(isNeverEmpty(1.9, 4, 9, 9, 0, 9, 9)).isFalse();
        assertThat(isNeverEmpty(0, 1.9, 9, 9, 0, 9, 9)).isTrue();
        assertThat(isNeverEmpty(0, 2, 9, 9, 0, 9, 9)).isFalse();
        assertThat(isNeverEmpty(3, 9, 9, 9, 0, 9, 9)).isTrue();
    }

    @Test
    void tellSinceWhenOneHasNeverBeenEmpty() {
        assertThat(Queues.neverEmptySince(channel(9, 2, 9, 9, 9), 4)).isEqualTo(2);
        assertThat(Queues.neverEmptySince(channel(9, 3, 9, 9, 9), 4)).isZero();
        assertThat(Queues.neverEmptySince(channel(9, 2, 9, 9, 0), 3.5)).isEqualTo(2);
        assertThat(Queues.neverEmptySince(channel(9, 9, 9, 9, 0), 4)).isZero();
    }

    @Test
    void tellSinceWhenMoreIsInFlightThanIsJustHandedOverToEachSubtask() {
        long[] other = {1, 1, 1, 1, 1};

        assertThat(queues(Partitioner.LEAST_BACKLOG, new long[] {9, 3, 9, 9, 9}, other))
                .satisfies(queues -> assertThat(queues.inFlightSince(4)).isEqualTo(2));
        assertThat(queues(Partitioner.LEAST_BACKLOG, new long[] {9, 4, 9, 9, 9}, other))
                .satisfies(queues -> assertThat(queues.inFlightSince(4)).isZero());
    }

    @Test
    void areAtThePaceOfTheOneThatIsLongestFromThereOn() {
        Queues queues =
                queues(Partitioner.REBALANCE, new long[] {30, 30, 0, 0}, new long[] {1, 1, 3, 3});

        assertThat(queues.paceSetters(new int[] {0, 2}))
                .extracting(channel -> channel.orElseThrow().subtask())
                .containsExactly(0, 1);
        assertThat(queues.paceSetters(new int[] {0, 1, 2, 3}))
                .extracting(channel -> channel.orElseThrow().subtask())
                .containsExactly(0, 0, 1, 1);
    }

    @Test
    void haveNoPaceSetterWhereTheRouterGoesByThem() {
        Queues queues = queues(Partitioner.LEAST_BACKLOG, new long[] {30, 30}, new long[] {1, 1});

        assertThat(queues.paceSetters(new int[] {0, 1}))
                .containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void areOneOfTheTotalWhereARouterThatChoosesDidNotCount() {
        SampleSeries uncounted =
                new SampleSeries(
                        List.of(
                                new Sample(0, 10, List.of(1L, 2L), List.of(), List.of()),
                                new Sample(1, 20, List.of(3L, 5L), List.of(), List.of())));

        assertThat(Queues.of(uncounted, Partitioner.LEAST_BACKLOG).channels())
                .singleElement()
                .satisfies(
                        all -> {
                            assertThat(all.name()).isEqualTo("the number of records in flight");
                            assertThat(all.length().at(1)).isEqualTo(12);
                        });
        assertThat(Queues.of(uncounted, Partitioner.REBALANCE).channels())
                .as("each was sent a half")
                .extracting(channel -> channel.length().at(1))
                .containsExactly(7.0, 5.0);
    }

    @Test
    void biasARateByTheirDriftAgainstTheirChannelsOwn() {
        assertThat(bias(Partitioner.REBALANCE, 10, 0)).isCloseTo(0.10, within(1e-9));
        assertThat(bias(Partitioner.REBALANCE, -20, 10)).isCloseTo(0.20, within(1e-9));
        assertThat(bias(Partitioner.REBALANCE, 0, 0)).isCloseTo(0, within(1e-9));
    }

    @Test
    void thatGrowTogetherBiasTheSumWhereTheRouterGoesByThem() {
        assertThat(bias(Partitioner.LEAST_BACKLOG, 10, 20)).isCloseTo(0.15, within(1e-9));
        assertThat(bias(Partitioner.LEAST_BACKLOG, -30, 10)).isCloseTo(0.15, within(1e-9));
        assertThat(bias(Partitioner.LEAST_BACKLOG, -10, 30)).isCloseTo(0.15, within(1e-9));
    }
}
