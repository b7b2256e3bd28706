package io.flinkvariance.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.kit.KitHome;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of keys, beside the client that the job reads the topic with. */
class KafkaConfigKeysIT {
    private static final String FILE = "kafka-consumer-keys-%s.txt";

    private static Set<String> listed() throws Exception {
        try (InputStream list =
                KafkaConfigKeys.class.getResourceAsStream(
                        FILE.formatted(KafkaConfigKeys.VERSION))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void areThoseOfTheConsumerOfFlinksConnector() throws Exception {
        try (Stream<Path> jars = Files.list(KitHome.locate().embeddedFlink())) {
            URL[] libraries =
                    jars.filter(jar -> jar.toString().matches(".*/(kafka-clients|slf4j-api)-.*"))
                            .map(KafkaConfigKeysIT::url)
                            .toArray(URL[]::new);
            assertThat(libraries)
                    .anyMatch(
                            jar ->
                                    jar.toString()
                                            .endsWith(
                                                    "kafka-clients-"
                                                            + KafkaConfigKeys.VERSION
                                                            + ".jar"));
            try (URLClassLoader client =
                    new URLClassLoader(libraries, ClassLoader.getPlatformClassLoader())) {
                Set<?> known =
                        (Set<?>)
                                client.loadClass("org.apache.kafka.clients.consumer.ConsumerConfig")
                                        .getMethod("configNames")
                                        .invoke(null);
                assertThat(listed())
                        .isEqualTo(
                                known.stream()
                                        .map(String::valueOf)
                                        .filter(key -> !key.startsWith("internal."))
                                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
