package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.scenario.PropertiesText;
import io.flinkvariance.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;
import org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer;
import org.apache.flink.streaming.connectors.kafka.internals.KafkaTopicPartition;
import org.apache.flink.streaming.connectors.kafka.internals.KafkaTopicPartitionAssigner;

/**
 * Reads sequence numbers of four bytes from a topic, from its beginning, and counts those that it
 * handed over. Number n is in partition n modulo their count.
 *
 * <p>A topic has no end. With {@code stream.limit} a subtask ends when it has as many records as
 * its partitions come to hold; that each came once, the sink proves. Started over from a checkpoint
 * or a savepoint, it goes on behind the offsets and counts in there, whatever the group has
 * committed. What they come to stands beside its own count: a lag is counted from both.
 *
 * <p>Flink's own connector; the job's jar carries it only where it is called so, and this is the
 * one class that needs it.
 */
final class KafkaSource extends RichParallelSourceFunction<Integer>
        implements CheckpointedFunction, CheckpointListener, ResultTypeQueryable<Integer> {
    private static final long serialVersionUID = 1L;

    /** Its own state is final there, so that counts can only stand beside it. */
    private final FlinkKafkaConsumer<Integer> consumer;

    private final String topic;
    private final int partitions;
    private final long limit;

    private transient PartitionCounts taken;
    private transient SubtaskCounter emitted;
    private transient CountPublisher publisher;
    private transient long carried;
    private transient long left;

    private KafkaSource(
            FlinkKafkaConsumer<Integer> consumer, String topic, int partitions, long limit) {
        this.consumer = consumer;
        this.topic = topic;
        this.partitions = partitions;
        this.limit = limit;
    }

    /**
     * The one that a scenario asks for.
     *
     * <p>A file with a login is read here, where the job is put together, so that it need not be on
     * every node. Flink shows the properties of a consumer nowhere.
     *
     * @throws IllegalArgumentException if it does not say which topic, and where
     */
    static KafkaSource of(Scenario scenario) {
        Properties properties = new Properties();
        scenario.sourceKafkaConfig().ifPresent(file -> properties.putAll(login(Paths.get(file))));
        properties.setProperty(
                "bootstrap.servers",
                scenario.sourceBootstrapServers().orElseThrow(KafkaSource::unknown));
        String topic = scenario.sourceTopic().orElseThrow(KafkaSource::unknown);
        properties.setProperty("group.id", topic);
        FlinkKafkaConsumer<Integer> consumer =
                new FlinkKafkaConsumer<>(topic, new SequenceNumber(), properties);
        consumer.setStartFromEarliest();
        return new KafkaSource(
                consumer,
                topic,
                scenario.sourcePartitions(),
                scenario.limit().isPresent() ? scenario.limit().getAsInt() : Long.MAX_VALUE);
    }

    private static Map<String, String> login(Path file) {
        try {
            return PropertiesText.readSecrets(file).values();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    file + ": the JobManager cannot read it: " + unreadable, unreadable);
        }
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "source=kafka needs source.topic and source.bootstrapServers, which deploy-tool run adds");
    }

    @Override
    public TypeInformation<Integer> getProducedType() {
        return consumer.getProducedType();
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        consumer.setRuntimeContext(context);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        taken = PartitionCounts.of(context, ownPartitions().toArray(), partitions);
        consumer.initializeState(context);
    }

    @Override
    public void open(Configuration parameters) throws Exception {
        carried = taken.sum();
        left = limit == Long.MAX_VALUE ? limit : ownLimit() - carried;
        emitted = new SubtaskCounter();
        publisher =
                CountPublisher.open(
                        getRuntimeContext(),
                        Totals.EMITTED,
                        carried,
                        () -> new long[] {emitted.get(), carried});
        getRuntimeContext().getLongCounter(Totals.RESTORED).add(carried);
        consumer.open(parameters);
    }

    @Override
    public void run(SourceContext<Integer> context) throws Exception {
        if (left > 0) {
            consumer.run(new CountedContext<>(context, this::count));
        }
    }

    /** Called with the lock held: before the offset, but on the same side of a checkpoint. */
    private void count(int sequence) {
        taken.increment(Math.floorMod(sequence, partitions));
        emitted.increment();
        if (emitted.get() == left) {
            consumer.cancel();
        }
    }

    /** How many records the partitions that Flink gives this subtask come to hold in all. */
    private long ownLimit() {
        return ownPartitions()
                .mapToLong(partition -> (limit - partition + partitions - 1) / partitions)
                .sum();
    }

    private IntStream ownPartitions() {
        int subtasks = getRuntimeContext().getNumberOfParallelSubtasks();
        int own = getRuntimeContext().getIndexOfThisSubtask();
        return IntStream.range(0, partitions)
                .filter(
                        partition ->
                                KafkaTopicPartitionAssigner.assign(
                                                new KafkaTopicPartition(topic, partition), subtasks)
                                        == own);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        taken.keep();
        consumer.snapshotState(context);
    }

    /** The consumer commits its offsets, for others to see; a restart does not go by them. */
    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        consumer.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void cancel() {
        consumer.cancel();
    }

    @Override
    public void close() throws Exception {
        if (publisher != null) {
            publisher.close();
        }
        consumer.close();
    }

    /** Four bytes, the highest first. */
    private static final class SequenceNumber extends AbstractDeserializationSchema<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer deserialize(byte[] message) {
            return ByteBuffer.wrap(message).getInt();
        }
    }
}
