package io.flinkvariance.kafka;

import io.flinkvariance.counts.CountSnapshot;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.jvm.ChildJvm;
import io.flinkvariance.measure.TopicFeed;
import io.flinkvariance.scenario.Scenario;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * A topic for one run, and what writes to it, in a process of its own with Kafka's libraries; that
 * process is the broker, too, where there is none already.
 *
 * <p>The topic goes when this is closed, and with it the group of the consumer that read it.
 */
public final class KafkaFeed implements TopicFeed, AutoCloseable {
    private static final String MAIN_CLASS = "io.flinkvariance.broker.EmbeddedKafka";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    /** Offsets lie ready; it only has to be awake. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private final ChildJvm process;
    private final Scenario scenario;
    private final String bootstrapServers;
    private final boolean isFound;
    private final TopicRefusal refusal;
    private final Optional<KafkaConfigFile> config;

    private KafkaFeed(
            ChildJvm process,
            Scenario scenario,
            String bootstrapServers,
            boolean isFound,
            TopicRefusal refusal,
            Optional<KafkaConfigFile> config) {
        this.refusal = refusal;
        this.process = process;
        this.config = config;
        this.scenario = scenario;
        this.bootstrapServers = bootstrapServers;
        this.isFound = isFound;
    }

    /**
     * Starts a broker, or looks for the one that is there already, and makes the topic.
     *
     * @param libraries the folder with Kafka's jars
     * @param scratch folder for what a broker stores and logs; the caller removes it
     * @throws ClusterStateException if no broker answers, or the topic is there already
     * @throws OperationFailedException if it lets nobody in with the login of the scenario's file
     */
    public static KafkaFeed open(
            Scenario scenario, Optional<FoundBroker> broker, Path libraries, Path scratch)
            throws InterruptedException {
        String topic = scenario.sourceTopic().orElseGet(KafkaFeed::newTopic);
        Optional<KafkaConfigFile> config =
                scenario.sourceKafkaConfig().map(Path::of).map(KafkaConfigFile::read);
        TopicRefusal refusal = new TopicRefusal(broker, scenario.sourceKafkaConfig(), topic);
        ChildJvm process = start(scenario, broker, topic, libraries, scratch);
        try {
            ChildJvm.Answer answer = answer(process, "starting Kafka", START_TIMEOUT);
            if (!answer.word().equals("kafka")) {
                String said = said(answer, process);
                throw refusal.exception(
                        answer.word(), config.map(file -> file.hiding(said)).orElse(said));
            }
            String address = broker.map(FoundBroker::fromJob).orElse(answer.said());
            return new KafkaFeed(
                    process,
                    scenario.reading(topic, address),
                    address,
                    broker.isPresent(),
                    refusal,
                    config);
        } catch (InterruptedException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private static String newTopic() {
        return String.format(Locale.ROOT, "flink-variance-%016x", new SecureRandom().nextLong());
    }

    private static ChildJvm start(
            Scenario scenario,
            Optional<FoundBroker> broker,
            String topic,
            Path libraries,
            Path scratch) {
        try {
            Path log = Files.createDirectories(scratch.resolve("log"));
            Path settings = scratch.resolve("kafka.properties");
            Properties properties = new Properties();
            broker.map(FoundBroker::fromHere)
                    .ifPresent(address -> properties.setProperty("bootstrapServers", address));
            scenario.sourceKafkaConfig()
                    .ifPresent(file -> properties.setProperty("kafkaConfig", file));
            properties.setProperty("folder", scratch.resolve("kafka").toString());
            properties.setProperty("topic", topic);
            properties.setProperty("partitions", Integer.toString(scenario.sourcePartitions()));
            properties.setProperty(
                    "ratePerSecond", Integer.toString(scenario.sourceRatePerSecond()));
            scenario.limit()
                    .ifPresent(limit -> properties.setProperty("limit", Integer.toString(limit)));
            try (Writer writer = Files.newBufferedWriter(settings)) {
                properties.store(writer, null);
            }
            return ChildJvm.start(
                    List.of(
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            // It must start soon and never be fast.
                            "-XX:TieredStopAtLevel=1",
                            // For what its libraries of C code are unpacked to.
                            "-Djava.io.tmpdir=" + scratch,
                            "-cp",
                            libraries.resolve("*").toString(),
                            MAIN_CLASS,
                            settings.toString(),
                            log.resolve("kafka.log").toString(),
                            scratch.toString()),
                    log.resolve("kafka.err"));
        } catch (IOException failed) {
            throw new OperationFailedException("starting Kafka: " + failed.getMessage(), failed);
        }
    }

    private static ChildJvm.Answer answer(ChildJvm process, String doing, Duration atMost)
            throws InterruptedException {
        return process.answer(atMost)
                .orElseThrow(
                        () ->
                                new OperationFailedException(
                                        "%s: no answer after %d s"
                                                .formatted(doing, atMost.toSeconds())));
    }

    /** The scenario with the topic and the broker that its job reads. */
    public Scenario scenario() {
        return scenario;
    }

    /** One line for people. */
    public String description() {
        return "Kafka on %s, topic %s, %d partition%s, %d records/s"
                .formatted(
                        bootstrapServers,
                        scenario.sourceTopic().orElseThrow(),
                        scenario.sourcePartitions(),
                        scenario.sourcePartitions() == 1 ? "" : "s",
                        scenario.sourceRatePerSecond());
    }

    /** What nobody is to see, in a log or elsewhere: the longest first. */
    public List<String> secrets() {
        return config.map(KafkaConfigFile::secrets).orElse(List.of());
    }

    @Override
    public void begin() throws InterruptedException {
        ask("produce", "producing");
    }

    @Override
    public List<CountSnapshot> offsets() throws InterruptedException {
        return CountSnapshot.parse(ask("offsets", "offsets"));
    }

    /**
     * Removes topic and group from a broker that was there; one of the run's own goes as a whole.
     *
     * @throws OperationFailedException if they may still be there
     */
    public void remove() throws InterruptedException {
        if (isFound) {
            process.order("remove");
            // One that says nothing has left it there, too.
            ChildJvm.Answer answer =
                    process.answer(ANSWER_TIMEOUT)
                            .orElse(
                                    new ChildJvm.Answer(
                                            "failed",
                                            "no answer after %d s"
                                                    .formatted(ANSWER_TIMEOUT.toSeconds())));
            if (!answer.word().equals("removed")) {
                throw refusal.left(hiding(said(answer, process)));
            }
        }
    }

    private static String said(ChildJvm.Answer answer, ChildJvm process) {
        return answer.word().equals(ChildJvm.ENDED) ? process.lastWords() : answer.said();
    }

    private String hiding(String text) {
        return config.map(file -> file.hiding(text)).orElse(text);
    }

    private String ask(String order, String word) throws InterruptedException {
        String doing = "[%s] filling the topic".formatted(bootstrapServers);
        process.order(order);
        ChildJvm.Answer answer = answer(process, doing, ANSWER_TIMEOUT);
        if (answer.word().equals(word)) {
            return answer.said();
        }
        throw new OperationFailedException(
                answer.word().equals("failed")
                        ? "%s: %s. Try: whether that broker runs, and has room on its disk"
                                .formatted(doing, hiding(answer.said()))
                        : doing
                                + ": "
                                + hiding(process.lastWords())
                                + ", so no record comes any more and the lag is unknown");
    }

    long processId() {
        return process.processId();
    }

    /** It has nothing more to do, and so ends. */
    void endOrders() {
        process.endOrders();
    }

    @Override
    public void close() {
        process.close();
    }
}
