package io.flinkvariance.broker;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Why nothing came of it, as one line: a word for the kind, and why. */
final class Refusal {
    /** How the exceptions of Kafka's constructors begin. */
    private static final List<String> NO_CLIENT =
            List.of("Failed to create new KafkaAdminClient", "Failed to construct kafka producer");

    /** The first that fits is the one. */
    private static final List<Kind> KINDS =
            List.of(
                    new Kind("exists", TopicExistsException.class::isInstance),
                    new Kind("tls", SslAuthenticationException.class::isInstance),
                    new Kind("login", AuthenticationException.class::isInstance),
                    new Kind("denied", AuthorizationException.class::isInstance),
                    new Kind("unreachable", TimeoutException.class::isInstance),
                    new Kind("unreachable", Refusal::isUnresolved),
                    new Kind("config", ConfigException.class::isInstance),
                    new Kind("config", Refusal::isNoClient),
                    new Kind("failed", failure -> true));

    private record Kind(String word, Predicate<Throwable> isOne) {}

    private Refusal() {}

    /** A name that no server of names knows is refused before anything is sent. */
    private static boolean isUnresolved(Throwable failure) {
        return failure instanceof ConfigException
                && String.valueOf(failure.getMessage()).contains("bootstrap");
    }

    private static boolean isNoClient(Throwable failure) {
        return failure instanceof KafkaException && NO_CLIENT.contains(failure.getMessage());
    }

    /** The answer for a failure. */
    static String answer(Exception failed) {
        List<Throwable> chain =
                Stream.<Throwable>iterate(failed, cause -> cause != null, Throwable::getCause)
                        .limit(20)
                        .toList();
        return KINDS.stream()
                .filter(kind -> chain.stream().anyMatch(kind.isOne))
                .findFirst()
                .map(kind -> kind.word + " " + why(chain))
                .orElseThrow();
    }

    /** What the first says that is no mere wrapping, and what was at the bottom of it. */
    private static String why(List<Throwable> chain) {
        List<String> said =
                chain.stream()
                        .filter(
                                cause ->
                                        !(cause instanceof ExecutionException)
                                                && cause.getMessage() != null)
                        .map(cause -> line(cause.getMessage()))
                        .toList();
        if (said.isEmpty()) {
            return chain.get(chain.size() - 1).getClass().getName();
        }
        String first = said.get(0);
        String last = said.get(said.size() - 1);
        return first.contains(last) ? first : first + ": " + last;
    }

    /** A message on one line. */
    static String line(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
