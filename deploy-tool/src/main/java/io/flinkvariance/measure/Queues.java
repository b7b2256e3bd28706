package io.flinkvariance.measure;

import io.flinkvariance.scenario.Partitioner;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The records in flight between source and work, per channel where that can be known.
 *
 * @param channels one per subtask; a single one of the total where no more is known
 * @param inFlight all channels' queues together, over time
 * @param processed all that left them, over time
 * @param keepOnePace whether every channel is sent the same in the long run, whatever its queue
 */
record Queues(List<Channel> channels, Curve inFlight, Curve processed, boolean keepOnePace) {
    /**
     * One queue.
     *
     * @param subtask whose it is; empty for the total
     * @param sent records that were put into it, over time
     * @param served records that left it, over time
     */
    record Channel(int subtask, Curve sent, Curve served) {
        private static final int ALL = -1;

        /** What a message calls it. */
        String name() {
            return subtask == ALL
                    ? "the number of records in flight"
                    : "the queue of subtask " + subtask;
        }

        /** By how much the queue grew from one second to another, per second. */
        double growth(double from, double to) {
            return sent.rate(from, to) - served.rate(from, to);
        }

        /** Records waiting, over time. */
        Curve length() {
            return sent.minus(served);
        }
    }

    /**
     * Under round-robin each channel was sent an equal share. A router that chooses must have
     * counted what it sent; if it did not, only the total can be judged.
     */
    static Queues of(SampleSeries series, Partitioner partitioner) {
        Curve emitted = series.emitted();
        Curve processed = series.processed();
        boolean sharesAreEqual = partitioner.sharesAreEqual();
        Curve share = emitted.times(1.0 / series.subtasks());
        List<Channel> channels =
                sharesAreEqual || series.countsSent()
                        ? IntStream.range(0, series.subtasks())
                                .mapToObj(
                                        subtask ->
                                                new Channel(
                                                        subtask,
                                                        series.countsSent()
                                                                ? series.sent(subtask)
                                                                : share,
                                                        series.processed(subtask)))
                                .toList()
                        : List.of(new Channel(Channel.ALL, emitted, processed));
        return new Queues(
                channels,
                emitted.minus(processed),
                processed,
                sharesAreEqual || (series.countsSent() && !partitioner.isWorkConserving()));
    }

    /**
     * The channels whose queues decide when the source may go on, and whose returns to a level mark
     * the phase of the bursts. Where shares are equal that is the longest queue; elsewhere it may
     * be any, and it is the total that counts.
     *
     * @param starts the samples from which on the queues are looked at, in order
     * @return one for each start
     */
    List<Optional<Channel>> paceSetters(int[] starts) {
        return keepOnePace
                ? Arrays.stream(longest(starts))
                        .mapToObj(channel -> Optional.of(channels.get(channel)))
                        .toList()
                : Arrays.stream(starts).mapToObj(start -> Optional.<Channel>empty()).toList();
    }

    /** Whether a channel had records waiting all the time, so that its subtask never was idle. */
    boolean isNeverEmpty(Channel channel, double from, double to) {
        Curve length = channel.length();
        for (int row = length.rowAfter(from); row < length.size(); row++) {
            if (length.second(row) > to) {
                break;
            }
            if (length.value(row) <= Cycles.STILL_RECORDS) {
                return false;
            }
        }
        return true;
    }

    /** The first second from which on, until another, a channel always had records waiting. */
    static double neverEmptySince(Channel channel, double until) {
        return aboveSince(channel.length(), Cycles.STILL_RECORDS, until);
    }

    /**
     * The first second from which on, until another, there always was more in flight than records
     * that are just being handed over to every subtask.
     */
    double inFlightSince(double until) {
        return aboveSince(inFlight, Cycles.STILL_RECORDS * channels.size(), until);
    }

    private static double aboveSince(Curve length, double records, double until) {
        int row = length.rowAfter(until) - 1;
        while (row > 0 && length.value(row - 1) > records) {
            row--;
        }
        return length.second(row);
    }

    /** For each start the channel that has the longest queue on average from there on. */
    private int[] longest(int[] starts) {
        double[] sums = new double[channels.size()];
        int[] longest = new int[starts.length];
        int end = processed.size();
        for (int index = starts.length - 1; index >= 0; index--) {
            double sent = channels.get(0).sent().sum(starts[index], end);
            for (int channel = 0; channel < sums.length; channel++) {
                if (channel > 0
                        && channels.get(channel).sent() != channels.get(channel - 1).sent()) {
                    sent = channels.get(channel).sent().sum(starts[index], end);
                }
                sums[channel] += sent - channels.get(channel).served().sum(starts[index], end);
                if (sums[channel] > sums[longest[index]]) {
                    longest[index] = channel;
                }
            }
            end = starts[index];
        }
        return longest;
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
        RowWeights slope = RowWeights.slope(batches, processed);
        double sentSlope = slope.of(channels.get(0).sent());
        double most = 0;
        double growing = 0;
        double shrinking = 0;
        for (int index = 0; index < channels.size(); index++) {
            Channel channel = channels.get(index);
            if (index > 0 && channel.sent() != channels.get(index - 1).sent()) {
                sentSlope = slope.of(channel.sent());
            }
            double drift = sentSlope - slope.of(channel.served());
            most = Math.max(most, Math.abs(drift) / batches.rate(channel.served()));
            growing += Math.max(0, drift);
            shrinking += Math.max(0, -drift);
        }
        return keepOnePace ? most : Math.max(growing, shrinking) / batches.rate(processed);
    }
}
