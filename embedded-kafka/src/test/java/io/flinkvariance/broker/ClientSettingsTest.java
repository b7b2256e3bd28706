package io.flinkvariance.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {
    @TempDir private Path folder;

    @Test
    void givesEachClientTheKeysThatItKnowsAndTheRunsOwnBeforeAll() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("client.properties"),
                        "security.protocol=SSL\nmax.poll.records=7\nrequest.timeout.ms=4000\n");
        ClientSettings settings = ClientSettings.read("there:9092", Optional.of(file));

        assertThat(
                        settings.of(
                                Set.of("security.protocol", "request.timeout.ms"),
                                Map.of("request.timeout.ms", 5000)))
                .containsOnly(
                        Map.entry("bootstrap.servers", "there:9092"),
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("request.timeout.ms", 5000));
        assertThat(settings.requestTimeoutMillis()).contains(4000);
    }

    @Test
    void needsNoFile() throws Exception {
        ClientSettings settings = ClientSettings.read("there:9092", Optional.empty());

        assertThat(settings.of(Set.of("security.protocol"), Map.of()))
                .containsOnly(Map.entry("bootstrap.servers", "there:9092"));
        assertThat(settings.requestTimeoutMillis()).isEmpty();
    }
}
