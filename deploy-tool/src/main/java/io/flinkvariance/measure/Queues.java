package io.flinkvariance.measure;

import io.flinkvariance.scenario.Partitioner;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The records in flight between source and work, per channel where that can be known.
 *
 * @param channels one per subtask; a single one of the total where no more is known
 * @param inFlight all channels' queues together, over time
 * @param processed all that left them, over time
 * @param sharesAreEqual whether every channel is sent the same, whatever its queue
 */
record Queues(List<Channel> channels, Curve inFlight, Curve processed, boolean sharesAreEqual) {
    /**
     * One queue.
     *
     * @param name what a message calls it
     * @param length records waiting, over time
     * @param served records that left it, over time
     */
    record Channel(String name, Curve length, Curve served) {}

    /**
     * Under round-robin each channel was sent an equal share. A router that chooses must have
     * counted what it sent; if it did not, only the total can be judged.
     */
    static Queues of(SampleSeries series, Partitioner partitioner) {
        Curve inFlight =
                Curve.of(series, sample -> sample.emitted() - (double) sample.processedInAll());
        Curve processed = series.processed();
        boolean sharesAreEqual = partitioner.sharesAreEqual();
        boolean channelsAreKnown = sharesAreEqual || series.countsSent();
        List<Channel> channels =
                channelsAreKnown
                        ? IntStream.range(0, series.subtasks())
                                .mapToObj(subtask -> channel(series, subtask))
                                .toList()
                        : List.of(
                                new Channel(
                                        "the number of records in flight", inFlight, processed));
        return new Queues(channels, inFlight, processed, sharesAreEqual);
    }

    private static Channel channel(SampleSeries series, int subtask) {
        return new Channel(
                "the queue of subtask " + subtask,
                Curve.of(series, sample -> sent(sample, subtask) - sample.processed().get(subtask)),
                series.processed(subtask));
    }

    private static double sent(Sample sample, int subtask) {
        return sample.sent().isEmpty()
                ? (double) sample.emitted() / sample.subtasks()
                : sample.sent().get(subtask);
    }

    /** The part from that sample on. */
    Queues from(int index) {
        return new Queues(
                channels.stream()
                        .map(
                                channel ->
                                        new Channel(
                                                channel.name(),
                                                channel.length().from(index),
                                                channel.served().from(index)))
                        .toList(),
                inFlight.from(index),
                processed.from(index),
                sharesAreEqual);
    }

    /**
     * The curve whose returns to a level mark the phase of the bursts. Where shares are equal that
     * is the longest queue, for it alone decides when the source may go on; elsewhere any queue
     * may.
     */
    Curve pacemaker() {
        return sharesAreEqual
                ? channels.stream()
                        .map(Channel::length)
                        .max(Comparator.comparingDouble(Curve::mean))
                        .orElseThrow()
                : inFlight;
    }

    /**
     * By how much the throughput of a window may differ from the long-run one because queues grew
     * or shrank in it, as a share of it.
     *
     * <p>Where shares are equal, all are at the pace of the slowest in the long run. What its queue
     * grows the others do too much, so the drift of a queue counts against its channel's own rate.
     * Elsewhere a queue that grows takes from what the others will find when theirs are empty, and
     * all that grow together count against the sum.
     */
    double bias(Batches batches) {
        if (sharesAreEqual) {
            return channels.stream()
                    .mapToDouble(
                            channel ->
                                    Math.abs(batches.drift(channel.length()))
                                            / batches.rate(channel.served()))
                    .max()
                    .orElseThrow();
        }
        double growing = 0;
        double shrinking = 0;
        for (Channel channel : channels) {
            double drift = batches.drift(channel.length());
            growing += Math.max(0, drift);
            shrinking += Math.max(0, -drift);
        }
        return Math.max(growing, shrinking) / batches.rate(processed);
    }
}
