package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.scenario.Partitioner;
import java.lang.reflect.Method;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.runtime.io.network.partition.ResultPartition;
import org.apache.flink.runtime.io.network.partition.ResultSubpartition;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sends each record to the channel with the fewest buffers waiting, ties in turn: a work-conserving
 * router, under which a slow subtask gets less and holds nobody up.
 *
 * <p>Flink 1.8.1 has nothing of the kind; 2.3.0 has, as {@code
 * taskmanager.network.adaptive-partitioner.enabled} (FLIP-339). A partitioner is told nothing about
 * queues, so an operator chained in front of it looks them up in its task's result partition. That
 * is Flink's inner part and may differ in every version: all use of it stands in this class, for
 * 1.8.1.
 */
final class LeastBacklogRouting {
    /**
     * From the operator to the partitioner. They are made apart and never meet, but the same task
     * thread opens the one and calls the other.
     */
    private static final ThreadLocal<Channels> CHANNELS_OF_THIS_TASK = new ThreadLocal<>();

    private LeastBacklogRouting() {}

    /** The stream as its next operator will get it. */
    static DataStream<Integer> route(DataStream<Integer> stream) {
        DataStream<Integer> watched =
                stream.transform(Operators.ROUTER, stream.getType(), new QueueWatcher())
                        .uid(Operators.ROUTER)
                        .name(Operators.ROUTER);
        return new DataStream<>(
                watched.getExecutionEnvironment(),
                new PartitionTransformation<>(
                        watched.getTransformation(), new LeastBacklogPartitioner()));
    }

    /** The queues of a task's channels, in buffers, and how many records went to each. */
    private static final class Channels implements IntUnaryOperator {
        private final ResultSubpartition[] queues;
        private final SubtaskCounter[] sent;

        Channels(ResultSubpartition[] queues) {
            this.queues = queues;
            this.sent =
                    Stream.generate(SubtaskCounter::new)
                            .limit(queues.length)
                            .toArray(SubtaskCounter[]::new);
        }

        @Override
        public int applyAsInt(int channel) {
            return queues[channel].unsynchronizedGetNumberOfQueuedBuffers();
        }
    }

    /** Passes records on; there to find the channels and to publish what is sent to each. */
    private static final class QueueWatcher extends AbstractStreamOperator<Integer>
            implements OneInputStreamOperator<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        private transient CountPublisher publisher;

        QueueWatcher() {
            chainingStrategy = ChainingStrategy.ALWAYS;
        }

        @Override
        public void open() throws Exception {
            super.open();
            Channels channels = new Channels(queuesOfThisTask());
            CHANNELS_OF_THIS_TASK.set(channels);
            publisher = CountPublisher.open(getRuntimeContext(), Totals.ROUTED, channels.sent);
        }

        private ResultSubpartition[] queuesOfThisTask() throws ReflectiveOperationException {
            ResultPartitionWriter[] writers = getContainingTask().getEnvironment().getAllWriters();
            if (writers.length != 1) {
                throw new IllegalStateException(
                        "least-backlog needs one output, this task has " + writers.length);
            }
            Method allPartitions = ResultPartition.class.getDeclaredMethod("getAllPartitions");
            allPartitions.setAccessible(true);
            return (ResultSubpartition[]) allPartitions.invoke(writers[0]);
        }

        @Override
        public void processElement(StreamRecord<Integer> record) {
            output.collect(record);
        }

        @Override
        public void dispose() throws Exception {
            CHANNELS_OF_THIS_TASK.remove();
            if (publisher != null) {
                publisher.close();
            }
            super.dispose();
        }
    }

    /** The choice itself. */
    private static final class LeastBacklogPartitioner extends StreamPartitioner<Integer> {
        private static final long serialVersionUID = 1L;

        private transient Channels channels;
        private int last;

        @Override
        public int selectChannel(SerializationDelegate<StreamRecord<Integer>> record) {
            if (channels == null) {
                channels = CHANNELS_OF_THIS_TASK.get();
            }
            last = ShortestQueue.after(last, channels.sent.length, channels);
            channels.sent[last].increment();
            return last;
        }

        @Override
        public StreamPartitioner<Integer> copy() {
            return new LeastBacklogPartitioner();
        }

        @Override
        public String toString() {
            return Partitioner.LEAST_BACKLOG.name();
        }
    }
}
