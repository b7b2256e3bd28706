package io.flinkvariance.job;

import io.flinkvariance.counts.SubtaskCounter;
import io.flinkvariance.scenario.Scenario;
import java.nio.ByteBuffer;
import java.util.Properties;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer;

/**
 * Reads sequence numbers of four bytes from a topic, from its beginning, and counts those that it
 * handed over.
 *
 * <p>Flink's own connector; the job's jar carries it only where it is called so, and this is the
 * one class that needs it.
 */
final class KafkaSource extends FlinkKafkaConsumer<Integer> {
    private static final long serialVersionUID = 1L;

    private transient SubtaskCounter emitted;
    private transient CountPublisher publisher;

    private KafkaSource(String topic, Properties consumer) {
        super(topic, new SequenceNumber(), consumer);
    }

    /**
     * The one that a scenario asks for.
     *
     * @throws IllegalArgumentException if it does not say which topic, and where
     */
    static KafkaSource of(Scenario scenario) {
        Properties consumer = new Properties();
        consumer.setProperty(
                "bootstrap.servers",
                scenario.sourceBootstrapServers().orElseThrow(KafkaSource::unknown));
        String topic = scenario.sourceTopic().orElseThrow(KafkaSource::unknown);
        consumer.setProperty("group.id", topic);
        KafkaSource source = new KafkaSource(topic, consumer);
        source.setStartFromEarliest();
        return source;
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
        super.run(new CountedContext<>(context, emitted));
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
