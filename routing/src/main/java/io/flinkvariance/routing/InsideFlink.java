package io.flinkvariance.routing;

import java.io.Closeable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.flink.runtime.io.network.api.writer.RecordWriter;
import org.apache.flink.runtime.io.network.partition.ResultPartition;
import org.apache.flink.runtime.io.network.partition.ResultSubpartition;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTask;

/**
 * All that a router needs of Flink's inner parts, as they are in Flink 1.8.1.
 *
 * <p>A partitioner is told nothing about queues. So an operator stands in front of it, in the same
 * task: when it opens, it looks through the writers of its task for the edges that have its own
 * partitioner, and hands each the queues behind it.
 */
final class InsideFlink {
    /** The releases of which the tests have seen that these parts are as they are used here. */
    static final List<String> TRIED = Collections.singletonList("1.8.1");

    private static final AtomicLong ROUTERS = new AtomicLong();

    private InsideFlink() {}

    /**
     * Adds a router to a graph.
     *
     * @param flinkVersion that of the Flink on the class path
     */
    static <T> DataStream<T> route(DataStream<T> stream, Router router, String flinkVersion) {
        if (!TRIED.contains(flinkVersion)) {
            throw new UnsupportedFlinkException(flinkVersion, TRIED);
        }
        long id = ROUTERS.incrementAndGet();
        SingleOutputStreamOperator<T> watched =
                stream.transform(
                                router.name(),
                                stream.getType(),
                                new RouterOperator<T>(id, router.observer()))
                        .setParallelism(stream.getParallelism());
        if (router.uid() != null) {
            watched.uid(router.uid());
        }
        return new RoutedStream<>(
                watched.getExecutionEnvironment(),
                new PartitionTransformation<>(
                        watched.getTransformation(), new RouterPartitioner<T>(id, router.kind())));
    }

    /** Passes records on; there to find the queues, and to publish what is sent to each. */
    private static final class RouterOperator<T> extends AbstractStreamOperator<T>
            implements OneInputStreamOperator<T, T> {
        private static final long serialVersionUID = 1L;

        private final long id;
        private final RouterObserver observer;
        private transient Closeable observation;

        RouterOperator(long id, RouterObserver observer) {
            this.id = id;
            this.observer = observer;
            this.chainingStrategy = ChainingStrategy.ALWAYS;
        }

        @Override
        public void open() throws Exception {
            super.open();
            List<SentCounts> edges = new ArrayList<>();
            for (RecordWriter<?> writer : writersOf(getContainingTask())) {
                Object selector = valueOf(RecordWriter.class, "channelSelector", writer);
                if (selector instanceof RouterPartitioner
                        && ((RouterPartitioner<?>) selector).id == id) {
                    edges.add(((RouterPartitioner<?>) selector).bind(queuesBehind(writer)));
                }
            }
            if (edges.isEmpty()) {
                throw new IllegalStateException(
                        "nothing is routed by "
                                + getOperatorConfig().getOperatorName()
                                + ": the stream behind it is read by no operator, or was"
                                + " partitioned again");
            }
            SentGauges.register(getMetricGroup(), edges);
            observation = observer.opened(getRuntimeContext(), edges);
        }

        @Override
        public void processElement(StreamRecord<T> record) {
            output.collect(record);
        }

        @Override
        public void dispose() throws Exception {
            if (observation != null) {
                observation.close();
            }
            super.dispose();
        }
    }

    private static List<RecordWriter<?>> writersOf(StreamTask<?, ?> task)
            throws ReflectiveOperationException {
        return ((List<?>) valueOf(StreamTask.class, "recordWriters", task))
                .stream().map(writer -> (RecordWriter<?>) writer).collect(Collectors.toList());
    }

    private static ResultSubpartition[] queuesBehind(RecordWriter<?> writer)
            throws ReflectiveOperationException {
        Method allPartitions = ResultPartition.class.getDeclaredMethod("getAllPartitions");
        allPartitions.setAccessible(true);
        return (ResultSubpartition[])
                allPartitions.invoke(valueOf(RecordWriter.class, "targetPartition", writer));
    }

    private static Object valueOf(Class<?> declaring, String name, Object object)
            throws ReflectiveOperationException {
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    /** Asks the selection, which the operator has bound it to. */
    private static final class RouterPartitioner<T> extends StreamPartitioner<T> {
        private static final long serialVersionUID = 1L;

        private final long id;
        private final RouterKind kind;
        private transient ChannelSelection selection;

        RouterPartitioner(long id, RouterKind kind) {
            this.id = id;
            this.kind = kind;
        }

        SentCounts bind(ResultSubpartition[] queues) {
            selection =
                    new ChannelSelection(
                            kind,
                            queues.length,
                            channel -> queues[channel].unsynchronizedGetNumberOfQueuedBuffers(),
                            System::nanoTime,
                            ThreadLocalRandom.current().nextLong());
            return selection.sent();
        }

        @Override
        public int selectChannel(SerializationDelegate<StreamRecord<T>> record) {
            return selection.next();
        }

        @Override
        public StreamPartitioner<T> copy() {
            return new RouterPartitioner<>(id, kind);
        }

        @Override
        public String toString() {
            return kind.name();
        }
    }
}
