package io.flinkvariance.broker;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the sequence numbers 0, 1, 2, … to a topic at a steady rate, each in four bytes, to the
 * partitions in turn.
 *
 * <p>At a {@link SteadyPace}, so that the rate does not drift. One request at a time, so that none
 * overtakes another.
 */
final class SequenceProducer implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST_BLOCKED_MILLIS = 30_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Settings settings;
    private final AtomicReference<String> fault = new AtomicReference<>();
    private final Thread thread = new Thread(this::produce, "producer");
    private volatile boolean isClosed;

    SequenceProducer(ClientSettings client, Settings settings) {
        this.settings = settings;
        this.producer =
                new KafkaProducer<>(
                        client.of(
                                ProducerConfig.configNames(),
                                Map.of(
                                        ProducerConfig.ACKS_CONFIG,
                                        "all",
                                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                        1,
                                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                        MOST_BLOCKED_MILLIS)),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        // What the first record would have to wait for.
        producer.partitionsFor(settings.topic());
    }

    /** Begins; the first record is due now. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void produce() {
        SteadyPace pace =
                new SteadyPace(settings.ratePerSecond(), settings.limit(), System::nanoTime);
        int sequence = 0;
        try {
            while (!isClosed && !pace.isOver(sequence)) {
                long due = pace.due();
                while (sequence < due && !isClosed) {
                    send(sequence++);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (KafkaException failed) {
            failed(failed);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its callback hears the same
    private void send(int sequence) {
        producer.send(
                new ProducerRecord<>(
                        settings.topic(),
                        Math.floorMod(sequence, settings.partitions()),
                        null,
                        ByteBuffer.allocate(Integer.BYTES).putInt(sequence).array()),
                (written, failure) -> {
                    if (failure != null) {
                        failed(failure);
                    }
                });
    }

    private void failed(Exception why) {
        if (!isClosed) {
            fault.compareAndSet(null, String.valueOf(why.getMessage()));
        }
    }

    /** Why a record was not written, if that happened: its number is then missing for good. */
    Optional<String> fault() {
        return Optional.ofNullable(fault.get());
    }

    @Override
    public void close() {
        isClosed = true;
        producer.close(java.time.Duration.ZERO);
    }
}
