package io.flinkvariance.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topic of a run, at a broker. */
class TopicIT {
    private static final String NAME = "t";

    @TempDir private Path folder;

    /**
     * A clock of the machine that writes which was set by hours, or by years: a broker removes what
     * is older than it keeps, and may be told to refuse what comes from ahead.
     */
    @Test
    void takesRecordsWhateverTheClockOfWhoWritesThemSays() throws Exception {
        Instant now = Instant.now();
        try (Broker broker = Broker.start(folder)) {
            ClientSettings client = ClientSettings.read(broker.address(), Optional.empty());
            try (Topic topic = Topic.create(client, NAME, 1);
                    KafkaProducer<byte[], byte[]> producer = producer(client)) {
                for (Duration jump : new Duration[] {Duration.ofHours(5), Duration.ofDays(-900)}) {
                    RecordMetadata written = send(producer, now.plus(jump));

                    assertThat(Instant.ofEpochMilli(written.timestamp()))
                            .as("a clock that jumped by %s", jump)
                            .isBetween(now.minusSeconds(60), now.plus(Duration.ofHours(1)));
                }
                assertThat(topic.offsets()[0]).isEqualTo(2);
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(ClientSettings client) {
        return new KafkaProducer<>(
                client.of(ProducerConfig.configNames(), Map.of()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static RecordMetadata send(KafkaProducer<byte[], byte[]> producer, Instant timestamp)
            throws Exception {
        byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(0).array();
        return producer.send(new ProducerRecord<>(NAME, 0, timestamp.toEpochMilli(), null, value))
                .get(1, TimeUnit.MINUTES);
    }
}
