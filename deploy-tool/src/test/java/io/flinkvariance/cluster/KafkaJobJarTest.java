package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaJobJarTest {
    @TempDir private Path folder;

    private Path job;
    private Path libraries;

    @BeforeEach
    void prepare() throws Exception {
        job = folder.resolve("job.jar");
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(job))) {
            add(jar, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");
            add(jar, "a/Job.class", "code");
        }
        libraries = Files.createDirectory(folder.resolve("flink"));
        for (String name :
                List.of(
                        "flink-connector-kafka_2.11-1.8.1.jar",
                        "flink-connector-kafka-base_2.11-1.8.1.jar",
                        "kafka-clients-2.0.1.jar",
                        "flink-runtime_2.11-1.8.1.jar")) {
            Files.writeString(libraries.resolve(name), "of " + name);
        }
    }

    private static void add(ZipOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void isTheJobWithTheConnectorWhereFlinkLooksForIt() throws Exception {
        Path made = KafkaJobJar.make(job, libraries, folder);

        try (ZipFile jar = new ZipFile(made.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .containsExactly(
                            "META-INF/MANIFEST.MF",
                            "a/Job.class",
                            "lib/flink-connector-kafka_2.11-1.8.1.jar",
                            "lib/flink-connector-kafka-base_2.11-1.8.1.jar",
                            "lib/kafka-clients-2.0.1.jar");
            assertThat(jar.getInputStream(jar.getEntry("a/Job.class"))).hasContent("code");
            assertThat(jar.getInputStream(jar.getEntry("lib/kafka-clients-2.0.1.jar")))
                    .hasContent("of kafka-clients-2.0.1.jar");
        }
    }

    @Test
    void isTheSameToTheLastBitSoThatAClusterIsSentItOnce() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThat(KafkaJobJar.make(job, libraries, folder))
                .hasSameBinaryContentAs(KafkaJobJar.make(job, libraries, other));
    }

    @Test
    void saysWhichJarIsMissing() throws Exception {
        Files.delete(libraries.resolve("kafka-clients-2.0.1.jar"));

        assertThatThrownBy(() -> KafkaJobJar.make(job, libraries, folder))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "adding the connector for Kafka to the job: there is no kafka-clients-*.jar in %s. Try: mvn package"
                                .formatted(libraries));
    }
}
