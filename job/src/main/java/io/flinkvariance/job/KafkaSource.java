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
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer;
import org.apache.flink.streaming.connectors.kafka.internals.KafkaTopicPartition;
import org.apache.flink.streaming.connectors.kafka.internals.KafkaTopicPartitionAssigner;

/**
 * Reads sequence numbers of four bytes from a topic, from its beginning, and counts those that it
 * handed over. Number n is in partition n modulo their count.
 *
 * <p>A topic has no end. With {@code stream.limit} a subtask ends when it has as many records as
 * its partitions come to hold; that each came once, the sink proves.
 *
 * <p>Flink's own connector; the job's jar carries it only where it is called so, and this is the
 * one class that needs it.
 */
final class KafkaSource extends FlinkKafkaConsumer<Integer> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final int partitions;
    private final long limit;

    private transient SubtaskCounter emitted;
    private transient CountPublisher publisher;

    private KafkaSource(String topic, Scenario scenario, Properties consumer) {
        super(topic, new SequenceNumber(), consumer);
        this.topic = topic;
        this.partitions = scenario.sourcePartitions();
        this.limit = scenario.limit().isPresent() ? scenario.limit().getAsInt() : Long.MAX_VALUE;
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
        Properties consumer = new Properties();
        scenario.sourceKafkaConfig().ifPresent(file -> consumer.putAll(login(Paths.get(file))));
        consumer.setProperty(
                "bootstrap.servers",
                scenario.sourceBootstrapServers().orElseThrow(KafkaSource::unknown));
        String topic = scenario.sourceTopic().orElseThrow(KafkaSource::unknown);
        consumer.setProperty("group.id", topic);
        KafkaSource source = new KafkaSource(topic, scenario, consumer);
        source.setStartFromEarliest();
        return source;
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
    public void open(Configuration parameters) throws Exception {
        emitted = new SubtaskCounter();
        publisher = CountPublisher.open(getRuntimeContext(), Totals.EMITTED, 0, emitted);
        super.open(parameters);
    }

    @Override
    public void run(SourceContext<Integer> context) throws Exception {
        super.run(new CountedContext<>(context, emitted, ownLimit(), this::cancel));
    }

    /** How many records the partitions that Flink gives this subtask come to hold in all. */
    private long ownLimit() {
        if (limit == Long.MAX_VALUE) {
            return limit;
        }
        int subtasks = getRuntimeContext().getNumberOfParallelSubtasks();
        int own = getRuntimeContext().getIndexOfThisSubtask();
        return IntStream.range(0, partitions)
                .filter(
                        partition ->
                                KafkaTopicPartitionAssigner.assign(
                                                new KafkaTopicPartition(topic, partition), subtasks)
                                        == own)
                .mapToLong(partition -> (limit - partition + partitions - 1) / partitions)
                .sum();
    }

    @Override
    public void close() throws Exception {
        if (publisher != null) {
            publisher.close();
        }
        super.close();
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
