package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kafka.KafkaFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** A topic of somebody else's, from the command line to what a session on YARN is asked. */
class YarnTopicRunIT extends YarnCase {
    private List<Path> lent() throws Exception {
        try (Stream<Path> all = Files.walk(folder.resolve("home/.flink-variance/lent"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** A file that was sent to the master. */
    private Path sent(String name) throws Exception {
        try (Stream<Path> all = Files.walk(folder.resolve("home/.flink-variance"))) {
            return all.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private static List<String> namesIn(Path jar) throws Exception {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void isReadByAJobThatBringsTheConnectorAndIsLentTheLogin() throws Exception {
        Path login =
                Files.writeString(
                        folder.resolve("client.properties"), "metadata.max.age.ms=60000\n");
        try (KafkaFeed broker = RescaledTopicRunIT.broker(folder)) {
            yarn.flink.runsJob();
            RescaledTopicRunIT.tellsOfSeconds(yarn.flink, 1, 150, 20);

            CliRun run =
                    yarn.run(
                            "run",
                            "kafka-healthy",
                            "--set",
                            "nums.min=0",
                            "--set",
                            "nums.range=1",
                            "--set",
                            "stream.parallelism=1",
                            "--set",
                            "source.bootstrapServers="
                                    + broker.scenario().sourceBootstrapServers().orElseThrow(),
                            "--kafka-config",
                            login.toString(),
                            "--duration",
                            "60s",
                            "--output",
                            folder.toString());

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
            assertThat(yarn.told())
                    .contains(
                            "flink run -d -yid %s job.jar --properties kafka-healthy.properties"
                                    .formatted(StubbedYarn.APPLICATION));
            assertThat(namesIn(sent("job.jar")))
                    .anyMatch(name -> name.startsWith("lib/flink-connector-kafka_"));
            assertThat(Files.readString(sent("kafka-healthy.properties")))
                    .contains("source.topic=")
                    .containsPattern("source.kafkaConfig=.*/lent/.*/client.properties");
            assertThat(lent()).isEmpty();
            assertThat(yarn.sessions()).isEmpty();
        }
    }
}
