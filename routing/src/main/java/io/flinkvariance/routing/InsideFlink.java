package io.flinkvariance.routing;

import java.io.Closeable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.flink.runtime.io.network.api.writer.RecordWriter;
import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.runtime.io.network.buffer.BufferConsumer;
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
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.OperatorChain;
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
                        .setParallelism(stream.getParallelism())
                        .setBufferTimeout(router.bufferTimeoutMillis());
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
                    edges.add(((RouterPartitioner<?>) selector).bind(unreadBehind(writer)));
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

    private static List<RecordWriter<?>> writersOf(StreamTask<?, ?> task)
            throws ReflectiveOperationException {
        return ((List<?>) valueOf(StreamTask.class, "recordWriters", task))
                .stream().map(writer -> (RecordWriter<?>) writer).collect(Collectors.toList());
    }

    private static Unread unreadBehind(RecordWriter<?> writer) throws ReflectiveOperationException {
        ResultPartitionWriter partition =
                (ResultPartitionWriter) valueOf(RecordWriter.class, "targetPartition", writer);
        return new Unread(
                (ResultPartition) partition, partition.getBufferProvider().getMemorySegmentSize());
    }

    /**
     * Bytes that were written to each channel of a partition and are not read: those between reader
     * and writer of the first buffer in its queue and of the last, and all of the buffers between.
     *
     * <p>A buffer stays in its queue until it is full and read. With each flush the reader takes
     * what is written by then, so the only buffer of a queue may hold none or hundreds of records
     * that wait.
     *
     * <p>Not to be seen is what was read: what a subtask is working on, and, in another
     * TaskManager, all that it has credit for, one buffer for each flush. Where nothing else waits,
     * all channels have zero, and are equals.
     *
     * <p>For the thread that writes, and no other. It takes no lock, as neither the network nor a
     * subtask may wait for a look. The writer's position is volatile, and this thread's own; nobody
     * else adds to a queue or replaces its array. The reader's position, the bytes that it took in
     * all and the queue's head are plain fields, which the reader changes under a lock: they may be
     * seen late, which makes a channel look fuller than it is for that long, and never out of a
     * buffer, as only positions are read. Each look reads a volatile position first, and each new
     * buffer takes that lock, so an old value is not kept for good.
     */
    static final class Unread implements ChannelQueues {
        private static final MethodHandle READ;
        private static final MethodHandle WRITTEN;
        private static final MethodHandle TAKEN;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                READ = lookup.unreflectGetter(field(BufferConsumer.class, "currentReaderPosition"));
                TAKEN =
                        lookup.unreflectGetter(
                                field(ResultSubpartition.class, "totalNumberOfBytes"));
                Field cached = field(BufferConsumer.class, "writerPosition");
                Field marker = field(cached.getType(), "positionMarker");
                Method get = method(marker.getType(), "get");
                // Below zero once the buffer is finished.
                Method absolute = method(marker.getType(), "getAbsolute", int.class);
                MethodHandle position =
                        MethodHandles.filterReturnValue(
                                lookup.unreflectGetter(cached), lookup.unreflectGetter(marker));
                WRITTEN =
                        MethodHandles.filterReturnValue(
                                MethodHandles.filterReturnValue(position, lookup.unreflect(get)),
                                lookup.unreflect(absolute));
            } catch (ReflectiveOperationException otherFlink) {
                throw new ExceptionInInitializerError(otherFlink);
            }
        }

        private final ArrayDeque<BufferConsumer>[] queues;
        private final ResultSubpartition[] subpartitions;
        private final int segmentBytes;

        /** Behind a partition whose buffers have so many bytes. */
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of generics
        Unread(ResultPartition partition, int segmentBytes) throws ReflectiveOperationException {
            this.subpartitions =
                    (ResultSubpartition[])
                            method(ResultPartition.class, "getAllPartitions").invoke(partition);
            this.queues = new ArrayDeque[subpartitions.length];
            for (int channel = 0; channel < queues.length; channel++) {
                queues[channel] =
                        (ArrayDeque<BufferConsumer>)
                                valueOf(
                                        ResultSubpartition.class,
                                        "buffers",
                                        subpartitions[channel]);
            }
            this.segmentBytes = segmentBytes;
        }

        int channels() {
            return queues.length;
        }

        @Override
        public int of(int channel) {
            ArrayDeque<BufferConsumer> queue = queues[channel];
            BufferConsumer last = queue.peekLast();
            if (last == null) {
                return 0;
            }
            BufferConsumer first = queue.peekFirst();
            if (first == null || first == last) {
                return unread(last);
            }
            // None where the reader has taken the first meanwhile.
            long between = Math.max(0, queue.size() - 2);
            long bytes = unread(first) + between * segmentBytes + unread(last);
            return (int) Math.min(Integer.MAX_VALUE, bytes);
        }

        @Override
        public long read(int channel) {
            try {
                return (long) TAKEN.invokeExact(subpartitions[channel]);
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** In buffers, the one that is written to among them. */
        @Override
        public Backlogs roughly() {
            return channel -> queues[channel].size();
        }

        private static int unread(BufferConsumer buffer) {
            try {
                return (int) WRITTEN.invokeExact(buffer) - (int) READ.invokeExact(buffer);
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
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

    private static Method method(Class<?> declaring, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        Method method = declaring.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
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

        SentCounts bind(Unread backlogs) {
            selection =
                    new ChannelSelection(
                            kind,
                            backlogs.channels(),
                            backlogs,
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
