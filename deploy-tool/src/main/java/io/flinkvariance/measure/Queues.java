package io.flinkvariance.measure;

import io.flinkvariance.scenario.Partitioner;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The records in flight between source and work, per channel where that can be known.
 *
 * @param perChannel whether there is a curve per channel, or one of the total
 * @param length records waiting, over time; one curve per channel
 * @param served records that left, over time; one curve per channel
 */
record Queues(boolean perChannel, List<Curve> length, List<Curve> served) {
    /**
     * Under round-robin each channel was sent an equal share. A router that chooses must have
     * counted what it sent; if it did not, only the total can be judged.
     */
    static Queues of(SampleSeries series, Partitioner partitioner) {
        int subtasks = series.subtasks();
        if (!series.countsSent() && partitioner != Partitioner.REBALANCE) {
            Curve total =
                    Curve.of(series, sample -> sample.emitted() - (double) sample.processedInAll());
            return new Queues(false, List.of(total), List.of(series.processed()));
        }
        List<Curve> length =
                IntStream.range(0, subtasks)
                        .mapToObj(
                                subtask ->
                                        Curve.of(
                                                series,
                                                sample ->
                                                        sent(sample, subtask)
                                                                - sample.processed().get(subtask)))
                        .toList();
        List<Curve> served = IntStream.range(0, subtasks).mapToObj(series::processed).toList();
        return new Queues(true, length, served);
    }

    private static double sent(Sample sample, int subtask) {
        return sample.sent().isEmpty()
                ? (double) sample.emitted() / sample.subtasks()
                : sample.sent().get(subtask);
    }

    int size() {
        return length.size();
    }

    Queues from(int index) {
        return new Queues(
                perChannel,
                length.stream().map(curve -> curve.from(index)).toList(),
                served.stream().map(curve -> curve.from(index)).toList());
    }

    /** The channel with the longest queue on average. */
    int longest() {
        int longest = 0;
        for (int channel = 1; channel < size(); channel++) {
            if (length.get(channel).mean() > length.get(longest).mean()) {
                longest = channel;
            }
        }
        return longest;
    }

    /** What a message calls that queue. */
    String name(int channel) {
        return perChannel ? "the queue of subtask " + channel : "the number of records in flight";
    }
}
