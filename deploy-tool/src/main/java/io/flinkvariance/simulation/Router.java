package io.flinkvariance.simulation;

import io.flinkvariance.job.ShortestQueue;
import io.flinkvariance.scenario.Partitioner;
import java.util.function.IntUnaryOperator;

/** Which channel a record goes to, and which record of the run a channel's k-th one is. */
interface Router {
    /**
     * That of a partitioner.
     *
     * @param firstChannel where round-robin begins, which Flink draws
     * @param queues segments that wait, by channel
     */
    static Router of(
            Partitioner partitioner, int channels, int firstChannel, IntUnaryOperator queues) {
        return switch (partitioner) {
            case REBALANCE -> new RoundRobin(channels, firstChannel);
            case LEAST_BACKLOG -> new LeastBacklog(channels, queues);
        };
    }

    /** The channel of the next record. */
    int route();

    /** The number in the run of a channel's next record to be worked on, as that wraps around. */
    int take(int channel);

    /** {@code RebalancePartitioner}: what went where follows from the numbers alone. */
    final class RoundRobin implements Router {
        private final int channels;
        private final int first;
        private final int[] taken;
        private int last;

        RoundRobin(int channels, int first) {
            this.channels = channels;
            this.first = first;
            this.taken = new int[channels];
            this.last = (first + channels - 1) % channels;
        }

        @Override
        public int route() {
            last++;
            if (last == channels) {
                last = 0;
            }
            return last;
        }

        @Override
        public int take(int channel) {
            int place = channel - first;
            return taken[channel]++ * channels + (place < 0 ? place + channels : place);
        }
    }

    /** The job's own router: its choice depends on the queues, so it has to be remembered. */
    final class LeastBacklog implements Router {
        private final IntUnaryOperator queues;
        private final IntQueue[] routed;
        private int last;
        private int next;

        LeastBacklog(int channels, IntUnaryOperator queues) {
            this.queues = queues;
            this.routed = new IntQueue[channels];
            for (int channel = 0; channel < channels; channel++) {
                routed[channel] = new IntQueue();
            }
        }

        @Override
        public int route() {
            last = ShortestQueue.after(last, routed.length, queues);
            routed[last].add(next++);
            return last;
        }

        @Override
        public int take(int channel) {
            return routed[channel].take();
        }
    }
}
