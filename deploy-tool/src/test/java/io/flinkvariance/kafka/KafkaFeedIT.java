package io.flinkvariance.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.counts.CountSnapshot;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.HeldPort;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker in a process of its own, and a second process that takes it for the user's. */
class KafkaFeedIT {
    private static final int RATE = 200;
    private static final int END = 0;

    @TempDir private static Path folder;
    private static KafkaFeed own;

    @BeforeAll
    static void start() throws Exception {
        own = open("own", Map.of());
    }

    @AfterAll
    static void stop() {
        own.close();
    }

    private static KafkaFeed open(String name, Map<String, String> more) throws Exception {
        return open(name, more, FoundBroker::of);
    }

    private static KafkaFeed open(
            String name, Map<String, String> more, Function<Scenario, Optional<FoundBroker>> broker)
            throws Exception {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("source.rate", Integer.toString(RATE));
        properties.put("source.partitions", "3");
        Scenario scenario = Scenarios.of("kafka-healthy", properties);
        return KafkaFeed.open(
                scenario,
                broker.apply(scenario),
                KitHome.locate().embeddedKafka(),
                Files.createDirectories(folder.resolve(name)));
    }

    private static KafkaFeed onTheBrokerOf(KafkaFeed other, String topic) throws Exception {
        return open(
                topic,
                Map.of(
                        "source.bootstrapServers",
                        other.scenario().sourceBootstrapServers().orElseThrow(),
                        "source.topic",
                        topic));
    }

    /** Readings until one is as a condition says, which takes a while. */
    private static List<CountSnapshot> await(KafkaFeed feed, Predicate<CountSnapshot> last)
            throws Exception {
        Deadline deadline = Deadline.in(Duration.ofSeconds(60));
        while (true) {
            List<CountSnapshot> readings = feed.offsets();
            if (!readings.isEmpty() && last.test(readings.get(readings.size() - 1))) {
                return readings;
            }
            assertThat(deadline.isOver()).as(readings.toString()).isFalse();
            deadline.pause(Duration.ofMillis(200));
        }
    }

    @Test
    void writesAtTheRateFromWhenItIsToldTo() throws Exception {
        assertThat(await(own, reading -> true)).allMatch(reading -> reading.count(END) == 0);

        own.begin();
        List<CountSnapshot> readings = await(own, reading -> reading.count(END) >= 5 * RATE);

        CountSnapshot first =
                readings.stream().filter(reading -> reading.count(END) > 0).findFirst().get();
        CountSnapshot last = readings.get(readings.size() - 1);
        double perSecond =
                1000.0
                        * (last.count(END) - first.count(END))
                        / (last.epochMillis() - first.epochMillis());
        // Each of both readings may be late, as others are at work here, too.
        assertThat(perSecond).isCloseTo(RATE, within(0.25 * RATE));
    }

    @Test
    void leavesABrokerOfTheUsersAsItWas() throws Exception {
        try (KafkaFeed user = onTheBrokerOf(own, "of-this-run")) {
            user.begin();
            await(user, reading -> reading.count(END) > 0);
            assertThatThrownBy(() -> onTheBrokerOf(own, "of-this-run"))
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessage(
                            "[%s] making topic of-this-run: it is there already, and a run fills and removes one of its own. Try: leave out source.topic"
                                    .formatted(
                                            own.scenario().sourceBootstrapServers().orElseThrow()));
        }

        // Removed, so that it can be made again; and empty.
        try (KafkaFeed again = onTheBrokerOf(own, "of-this-run")) {
            assertThat(await(again, reading -> reading.count(END) >= 0))
                    .last()
                    .extracting(reading -> reading.count(END))
                    .isEqualTo(0L);
        }
    }

    @Test
    void tellsTheJobTheAddressThatTheJobReaches() throws Exception {
        String fromHere = own.scenario().sourceBootstrapServers().orElseThrow();

        try (KafkaFeed feed =
                open(
                        "by-a-tunnel",
                        Map.of("source.topic", "by-a-tunnel"),
                        scenario ->
                                Optional.of(
                                        new FoundBroker(fromHere, "10.0.0.10:9092", "nothing")))) {
            assertThat(feed.scenario().sourceBootstrapServers()).contains("10.0.0.10:9092");
            assertThat(feed.description())
                    .startsWith("Kafka on 10.0.0.10:9092, topic by-a-tunnel, ");
            await(feed, reading -> reading.count(END) == 0);
            feed.remove();
        }
    }

    @Test
    void saysThatNothingIsKnownWhenTheUsersBrokerIsGone() throws Exception {
        try (KafkaFeed doomed = open("doomed", Map.of());
                KafkaFeed user = onTheBrokerOf(doomed, "abandoned")) {
            user.begin();
            await(user, reading -> reading.count(END) > 0);

            ProcessHandle.of(doomed.processId()).orElseThrow().destroyForcibly();

            await(user, reading -> reading.count(END) < 0);
            assertThatThrownBy(doomed::offsets)
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageEndingWith("so no record comes any more and the lag is unknown");
        }
    }

    @Test
    void aToolThatWasKilledLeavesNeitherProcessNorTopic() throws Exception {
        try (KafkaFeed user = onTheBrokerOf(own, "of-a-killed-tool")) {
            ProcessHandle process = ProcessHandle.of(user.processId()).orElseThrow();

            user.endOrders();

            assertThat(process.onExit()).succeedsWithin(Duration.ofMinutes(1));
            assertThat(folder.resolve("of-a-killed-tool")).doesNotExist();
        }
        try (KafkaFeed again = onTheBrokerOf(own, "of-a-killed-tool")) {
            again.remove();
        }
    }

    @Test
    void aToolThatWasKilledLeavesNothingOfItsBroker() throws Exception {
        try (KafkaFeed feed = open("broker-of-a-killed-tool", Map.of())) {
            ProcessHandle process = ProcessHandle.of(feed.processId()).orElseThrow();
            feed.begin();
            await(feed, reading -> reading.count(END) > 0);

            feed.endOrders();

            assertThat(process.onExit()).succeedsWithin(Duration.ofMinutes(1));
            assertThat(folder.resolve("broker-of-a-killed-tool")).doesNotExist();
        }
    }

    @Test
    void leavesItsFolderToAToolThatEndsIt() throws Exception {
        onTheBrokerOf(own, "of-a-tool-that-is-there").close();

        assertThat(folder.resolve("of-a-tool-that-is-there/log")).isNotEmptyDirectory();
    }

    @Test
    void saysThatNoBrokerAnswers() throws Exception {
        try (HeldPort nobody = new HeldPort()) {
            assertThatThrownBy(
                            () ->
                                    open(
                                            "nowhere",
                                            Map.of(
                                                    "source.bootstrapServers",
                                                    "127.0.0.1:" + nobody.number())))
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessageStartingWith(
                            "[127.0.0.1:%d] making topic flink-variance-"
                                    .formatted(nobody.number()))
                    .hasMessageContaining(": no Kafka answers: ")
                    .hasMessageEndingWith(
                            "Try: start it, or --kafka-config if it wants TLS or a login, or leave out source.bootstrapServers for a broker of the run's own");
        }
    }
}
