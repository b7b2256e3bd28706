package io.flinkvariance.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static String of(Exception failed) {
        return Refusal.answer(new ExecutionException(failed));
    }

    /** What Kafka's own client says of these keys. */
    private static String ofAClientWith(Map<String, Object> keys) {
        return Refusal.answer(
                catchThrowableOfType(KafkaException.class, () -> Admin.create(keys).close()));
    }

    @Test
    void tellsALoginFromTlsAndFromWhatAUserMay() {
        assertThat(of(new SaslAuthenticationException("Invalid username or password")))
                .isEqualTo("login Invalid username or password");
        assertThat(
                        of(
                                new SslAuthenticationException(
                                        "SSL handshake failed",
                                        new SSLHandshakeException("PKIX path building failed"))))
                .isEqualTo("tls SSL handshake failed: PKIX path building failed");
        assertThat(of(new TopicAuthorizationException("Not authorized to access topics")))
                .isEqualTo("denied Not authorized to access topics");
    }

    @Test
    void tellsATopicThatIsThereFromABrokerThatIsNot() {
        assertThat(of(new TopicExistsException("Topic 't' already exists.")))
                .isEqualTo("exists Topic 't' already exists.");
        assertThat(of(new TimeoutException("Call(x)\n timed out")))
                .isEqualTo("unreachable Call(x) timed out");
        assertThat(
                        ofAClientWith(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        "no-such-host.invalid:9092")))
                .isEqualTo(
                        "unreachable Failed to create new KafkaAdminClient: No resolvable bootstrap"
                                + " urls given in bootstrap.servers");
    }

    @Test
    void saysWhatIsWrongWithAFileThatMakesNoClient() {
        assertThat(
                        ofAClientWith(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        "127.0.0.1:9092",
                                        "security.protocol",
                                        "SASL_PLAINTEXT",
                                        "sasl.mechanism",
                                        "PLAIN",
                                        "sasl.jaas.config",
                                        "no.module.at.All required password=\"geheim\";")))
                .startsWith("config Failed to create new KafkaAdminClient: ")
                .doesNotContain("geheim");
        assertThat(
                        ofAClientWith(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        "127.0.0.1:9092",
                                        "security.protocol",
                                        "TLS")))
                .startsWith("config Invalid value TLS for configuration security.protocol");
    }

    @Test
    void hasAWordForAllElse() {
        assertThat(Refusal.answer(new IllegalStateException()))
                .isEqualTo("failed java.lang.IllegalStateException");
    }
}
