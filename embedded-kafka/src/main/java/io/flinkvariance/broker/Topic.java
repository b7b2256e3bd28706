package io.flinkvariance.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic of a run, and the consumer's group of the same name: made, asked, and removed. */
final class Topic implements AutoCloseable {
    /** What {@link #offsets()} says of what nobody can say. */
    static final long UNKNOWN = -1;

    /** A little less than the second between two questions. */
    private static final int OFFSETS_MILLIS = 900;

    private static final int CALL_MILLIS = 10_000;

    /** Twice as long is the most that a call may take; the tool waits for a minute. */
    private static final int LONGEST_REQUEST_MILLIS = 20_000;

    /**
     * A broker removes records that are older than it keeps them, and may refuse those from ahead
     * of its own clock. The one of this machine, which would stamp them, may be set at any time.
     */
    private static final Map<String, String> BY_THE_BROKERS_CLOCK =
            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private final Admin admin;
    private final String name;
    private final int partitions;

    private Topic(Admin admin, String name, int partitions) {
        this.admin = admin;
        this.name = name;
        this.partitions = partitions;
    }

    /**
     * Makes it.
     *
     * @throws ExecutionException with what the broker says, such as that it is there already; a
     *     {@link org.apache.kafka.common.errors.TimeoutException} if no broker answers
     */
    static Topic create(ClientSettings client, String name, int partitions)
            throws ExecutionException, InterruptedException {
        int requestMillis =
                Math.min(
                        client.requestTimeoutMillis().orElse(CALL_MILLIS / 2),
                        LONGEST_REQUEST_MILLIS);
        Admin admin =
                Admin.create(
                        client.of(
                                AdminClientConfig.configNames(),
                                Map.of(
                                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                        requestMillis,
                                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                        Math.max(CALL_MILLIS, 2 * requestMillis))));
        try {
            admin.createTopics(
                            List.of(
                                    new NewTopic(name, Optional.of(partitions), Optional.empty())
                                            .configs(BY_THE_BROKERS_CLOCK)))
                    .all()
                    .get();
            return new Topic(admin, name, partitions);
        } catch (ExecutionException | InterruptedException failed) {
            admin.close(java.time.Duration.ZERO);
            throw failed;
        }
    }

    /**
     * The sums over the partitions of the end offsets, and of those that the group has committed;
     * {@link #UNKNOWN} for what is not told in time, and for a group that has committed nothing.
     */
    long[] offsets() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        IntStream.range(0, partitions)
                .forEach(
                        partition ->
                                latest.put(
                                        new TopicPartition(name, partition), OffsetSpec.latest()));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OFFSETS_MILLIS);
        KafkaFuture<Long> ends =
                admin.listOffsets(latest, new ListOffsetsOptions().timeoutMs(OFFSETS_MILLIS))
                        .all()
                        .thenApply(
                                offsets ->
                                        offsets.values().stream()
                                                .mapToLong(end -> end.offset())
                                                .sum());
        KafkaFuture<Long> committed =
                admin.listConsumerGroupOffsets(
                                name,
                                new ListConsumerGroupOffsetsOptions().timeoutMs(OFFSETS_MILLIS))
                        .partitionsToOffsetAndMetadata()
                        .thenApply(
                                offsets ->
                                        offsets.isEmpty()
                                                ? UNKNOWN
                                                : offsets.values().stream()
                                                        .mapToLong(offset -> offset.offset())
                                                        .sum());
        return new long[] {known(ends, deadline), known(committed, deadline)};
    }

    private static long known(KafkaFuture<Long> offset, long deadlineNanos) {
        try {
            return offset.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException notTold) {
            return UNKNOWN;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    /** Removes topic and group, and nothing else; a second call changes nothing. */
    void remove() throws ExecutionException, InterruptedException {
        unlessGone(admin.deleteTopics(List.of(name)).all());
        unlessGone(admin.deleteConsumerGroups(List.of(name)).all());
    }

    /** A group that never committed is none. */
    private static void unlessGone(KafkaFuture<Void> removal)
            throws ExecutionException, InterruptedException {
        try {
            removal.get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof UnknownTopicOrPartitionException
                    || failed.getCause() instanceof GroupIdNotFoundException)) {
                throw failed;
            }
        }
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ZERO);
    }
}
