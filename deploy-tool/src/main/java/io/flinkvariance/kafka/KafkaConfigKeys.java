package io.flinkvariance.kafka;

import io.flinkvariance.kit.KeyList;
import io.flinkvariance.scenario.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that a file for Kafka's clients may have: those of the consumer that the job brings,
 * which is the oldest of the clients, less those that a run sets.
 *
 * <p>Kafka itself passes over a key that it does not know. A certificate under a key of later
 * releases would so be taken by the tool and not by the job.
 */
final class KafkaConfigKeys {
    static final String VERSION = "2.0.1";

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Keys of the consumer and of the producer that the figures, or the proof, depend on. */
    private static final List<String> OF_THE_RUN =
            List.of(
                    "group.id",
                    "key.deserializer",
                    "value.deserializer",
                    "enable.auto.commit",
                    "auto.commit.interval.ms",
                    "auto.offset.reset",
                    "key.serializer",
                    "value.serializer",
                    "transactional.id",
                    "acks",
                    "enable.idempotence",
                    "compression.type",
                    "max.in.flight.requests.per.connection");

    private static final Pattern LOOKS_LIKE_A_KEY =
            Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)+");

    /**
     * A login that is written on several lines makes keys of its words, the password among them.
     */
    private static final String NO_KEY =
            "a line begins with no key of Kafka's; it is not shown, as it may be part of a"
                    + " password. Try: a backslash at the end of each line that goes on in the next";

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false");

    private final Map<String, Kind> kinds;

    /** What the consumer takes for a key. */
    private enum Kind {
        TEXT(Pattern.compile("(?s).*"), "any text"),
        SECRET(Pattern.compile("(?s).*"), "any text"),
        WHOLE(KafkaConfigKeys.WHOLE, "a whole number"),
        DECIMAL(KafkaConfigKeys.DECIMAL, "a number"),
        BOOLEAN(KafkaConfigKeys.BOOLEAN, "true or false");

        private final Pattern taken;
        private final String expected;

        Kind(Pattern taken, String expected) {
            this.taken = taken;
            this.expected = expected;
        }
    }

    private KafkaConfigKeys(Map<String, Kind> kinds) {
        this.kinds = kinds;
    }

    /** Those of the connector that the kit brings. */
    static KafkaConfigKeys ofKit() {
        String name = "kafka-consumer-keys-%s.txt".formatted(VERSION);
        return new KafkaConfigKeys(KeyList.read(KafkaConfigKeys.class, name, Kind.class));
    }

    /** Whether the value of a key is nobody's business. */
    boolean isSecret(String key) {
        return kinds.get(key) == Kind.SECRET;
    }

    /** What is wrong with a key or its value, which is not told, as it may be a secret's. */
    Optional<String> fault(String key, String value) {
        Kind kind = kinds.get(key);
        if (key.equals(BOOTSTRAP_SERVERS)) {
            return Optional.of(
                    key
                            + ": the scenario says where the broker is. Try: --set"
                            + " source.bootstrapServers=HOST:PORT, and no such line");
        }
        if (OF_THE_RUN.contains(key)) {
            return Optional.of(key + ": a run sets it itself. Try: no such line");
        }
        if (kind != null) {
            return kind.taken.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of(key + ": expected " + kind.expected);
        }
        return Optional.of(LOOKS_LIKE_A_KEY.matcher(key).matches() ? unknown(key) : NO_KEY);
    }

    /** In order, so that of two names as near the same one is meant each time. */
    private String unknown(String key) {
        return "%s: Kafka's consumer %s, which reads the topic, has no such key%s"
                .formatted(
                        key,
                        VERSION,
                        NearestName.of(key, kinds.keySet())
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse(". Try: no such line"));
    }
}
