package io.flinkvariance.simulation;

import io.flinkvariance.routing.ChannelQueues;
import io.flinkvariance.routing.ChannelSelection;
import io.flinkvariance.routing.RouterKind;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.workload.RecordValues;
import java.util.function.LongSupplier;

/** Which channel a record goes to, and which record of the run a channel's k-th one is. */
interface Router {
    /**
     * That of a partitioner.
     *
     * @param seed what its draws start from, such as where {@code rebalance} begins
     * @param queues bytes that wait, by channel
     * @param nanoTime the simulated time
     */
    static Router of(
            Partitioner partitioner,
            int channels,
            long seed,
            ChannelQueues queues,
            LongSupplier nanoTime) {
        return partitioner
                .router()
                .<Router>map(kind -> new Selecting(kind, channels, queues, nanoTime, seed))
                .orElseGet(() -> new RoundRobin(channels, first(partitioner, channels, seed)));
    }

    private static int first(Partitioner flinksOwn, int channels, long seed) {
        return switch (flinksOwn) {
            case REBALANCE -> (int) Long.remainderUnsigned(RecordValues.mix(seed), channels);
            case RESCALE -> 0;
            default -> throw new IllegalArgumentException(flinksOwn.toString());
        };
    }

    /** The channel of the next record. */
    int route();

    /** The number in the run of a channel's next record to be worked on, as that wraps around. */
    int take(int channel);

    /**
     * {@code RebalancePartitioner} and {@code RescalePartitioner}: what went where follows from the
     * numbers alone.
     */
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

    /** The job's own routers: where a record went has to be remembered. */
    final class Selecting implements Router {
        private final ChannelSelection selection;
        private final IntQueue[] routed;
        private int next;

        Selecting(
                RouterKind kind,
                int channels,
                ChannelQueues queues,
                LongSupplier nanoTime,
                long seed) {
            this.selection = new ChannelSelection(kind, channels, queues, nanoTime, seed);
            this.routed = new IntQueue[channels];
            for (int channel = 0; channel < channels; channel++) {
                routed[channel] = new IntQueue();
            }
        }

        @Override
        public int route() {
            int channel = selection.next();
            routed[channel].add(next++);
            return channel;
        }

        @Override
        public int take(int channel) {
            return routed[channel].take();
        }
    }
}
