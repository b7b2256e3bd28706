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
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.io.network.api.writer.RecordWriter;
import org.apache.flink.runtime.io.network.partition.ResultPartition;
import org.apache.flink.runtime.io.network.partition.ResultSubpartition;
import org.apache.flink.runtime.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.runtime.metrics.groups.OperatorMetricGroup;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.OperatorChain;
import org.apache.flink.streaming.runtime.tasks.StreamTask;
import org.apache.flink.util.OutputTag;

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
            leaveThePathOfRecords();
        }

        /**
         * Lets the operators before this one in its task emit to what is behind it, as they would
         * without a router: to be asked for every record costs a tenth of what a job without work
         * can do. Where this operator is the first of its task, or follows a side output, it stays
         * in the path.
         */
        private void leaveThePathOfRecords() throws ReflectiveOperationException {
            if (!(output instanceof CountingOutput)) {
                return;
            }
            Output<StreamRecord<T>> behind =
                    outputOf(valueOf(CountingOutput.class, "output", output));
            OperatorIOMetricGroup io = ((OperatorMetricGroup) getMetricGroup()).getIOMetricGroup();
            Output<StreamRecord<T>> past =
                    new PastTheRouter<>(
                            behind, io.getNumRecordsInCounter(), io.getNumRecordsOutCounter());
            OperatorChain<?, ?> chain =
                    (OperatorChain<?, ?>)
                            valueOf(StreamTask.class, "operatorChain", getContainingTask());
            for (StreamOperator<?> before : chain.getAllOperators()) {
                if (before instanceof AbstractStreamOperator) {
                    putInPlaceOfThis(before, past);
                }
            }
        }

        private void putInPlaceOfThis(StreamOperator<?> before, Output<StreamRecord<T>> past)
                throws ReflectiveOperationException {
            Object counting = valueOf(AbstractStreamOperator.class, "output", before);
            if (!(counting instanceof CountingOutput)) {
                return;
            }
            Object emitted = valueOf(CountingOutput.class, "output", counting);
            if (leadsHere(emitted)) {
                field(CountingOutput.class, "output").set(counting, past);
                return;
            }
            Class<?> broadcasting = inOperatorChain("BroadcastingOutputCollector");
            if (broadcasting.isInstance(emitted)) {
                Object[] outputs = (Object[]) valueOf(broadcasting, "outputs", emitted);
                for (int i = 0; i < outputs.length; i++) {
                    if (leadsHere(outputs[i])) {
                        outputs[i] = past;
                    }
                }
            }
        }

        private boolean leadsHere(Object emitted) throws ReflectiveOperationException {
            Class<?> chaining = inOperatorChain("ChainingOutput");
            return chaining.isInstance(emitted)
                    && valueOf(chaining, "operator", emitted) == this
                    && valueOf(chaining, "outputTag", emitted) == null;
        }

        @SuppressWarnings("unchecked")
        private static <R> Output<R> outputOf(Object output) {
            return (Output<R>) output;
        }

        private static Class<?> inOperatorChain(String name) throws ClassNotFoundException {
            return Class.forName(
                    OperatorChain.class.getName() + '$' + name,
                    false,
                    OperatorChain.class.getClassLoader());
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

    /** What Flink's own chain of operators does for one that passes on all it gets, in one step. */
    private static final class PastTheRouter<T> implements Output<StreamRecord<T>> {
        private final Output<StreamRecord<T>> behind;
        private final Counter in;
        private final Counter out;

        PastTheRouter(Output<StreamRecord<T>> behind, Counter in, Counter out) {
            this.behind = behind;
            this.in = in;
            this.out = out;
        }

        @Override
        public void collect(StreamRecord<T> record) {
            in.inc();
            out.inc();
            behind.collect(record);
        }

        /** A side output is not routed, as the router was given another stream of that operator. */
        @Override
        public <X> void collect(OutputTag<X> side, StreamRecord<X> record) {}

        @Override
        public void emitWatermark(Watermark mark) {
            behind.emitWatermark(mark);
        }

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {
            behind.emitLatencyMarker(marker);
        }

        @Override
        public void close() {
            behind.close();
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
        return field(declaring, name).get(object);
    }

    private static Field field(Class<?> declaring, String name)
            throws ReflectiveOperationException {
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        return field;
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
