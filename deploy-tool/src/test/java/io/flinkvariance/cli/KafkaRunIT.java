package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.host.HeldPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run that reads a topic, from the command line to the files. */
class KafkaRunIT {
    @TempDir private Path folder;

    private EmbeddedRuns runs() {
        return new EmbeddedRuns(folder);
    }

    /**
     * Two subtasks of 2 and 12 ms that are sent 250 records a second each: 1820 records of the
     * straggler's fit into the buffers, and the lag shows no sooner than these are full. When that
     * is depends on how fast the machine is today, and so does the forecast, so that no second is a
     * test: what the buffers held by then is.
     */
    @Test
    void showsAStragglerAsLagOnceTheBuffersHoldNoMore() throws Exception {
        CliRun run =
                runs().run(
                                List.of("run", "kafka-straggler", "--max-time", "24s"),
                                "--set",
                                "stream.parallelism=2",
                                "--set",
                                "nums.min=2",
                                "--set",
                                "nums.range=1",
                                "--set",
                                "straggler.waitMillis=12",
                                "--set",
                                "source.rate=500",
                                "--set",
                                "source.parallelism=1");

        JsonNode lag = runs().result().at("/phases/0/lag");
        assertThat(lag.path("showsAfterSeconds").isNumber()).as(run.err()).isTrue();
        assertThat(lag.path("forecastShowsAfterSeconds").asDouble()).isPositive();
        assertThat(lag.path("forecastGrowthPerSecond").asDouble()).isPositive();
        assertThat(lag.path("growthPerSecond").asDouble()).isPositive();
        assertThat(lag.path("records").asLong()).isPositive();
        assertThat(lag.path("unprocessedRecords").asLong() - lag.path("records").asLong())
                .as("what the buffers hold")
                .isGreaterThan(1000);
        assertThat(lag.path("unknownSeconds").asInt())
                .as("a broker on a busy machine is late now and then")
                .isLessThan(6);
        assertThat(run.err()).contains("The lag will show after about ").contains("  lag ");
        assertThat(run.out()).contains("The lag shows after ").contains("At the end: lag ");
        assertThat(Files.readAllLines(runs().only().resolve("samples.csv")).get(0))
                .endsWith(",end_offset,lag,unprocessed,committed_lag");
        assertThat(
                        ProcessHandle.current()
                                .children()
                                .map(child -> child.info().commandLine().orElse(""))
                                .filter(line -> line.contains("EmbeddedKafka")))
                .isEmpty();
    }

    /** Two subtasks of the source, of which one has two partitions and the other one. */
    @Test
    void bringsEachRecordOfABoundedTopicOnceAndEndsByItself() throws Exception {
        CliRun run =
                BoundedTopic.run(
                        4000,
                        folder,
                        "--set",
                        "source.partitions=3",
                        "--set",
                        "source.parallelism=2");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode result = runs().result();
        assertThat(result.at("/ended").asText()).isEqualTo("finished");
        assertThat(result.at("/delivery/delivered").asInt()).isEqualTo(4000);
        assertThat(result.at("/delivery/outOfOrder").asInt()).isZero();
        assertThat(result.at("/delivery/exact").asBoolean()).isTrue();
    }

    @Test
    void aClusterWhoseKafkaDoesNotAnswerIsGivenNoJob() throws Exception {
        try (HeldPort nobody = new HeldPort();
                StubbedCluster cluster = new StubbedCluster(folder)) {
            Files.writeString(
                    cluster.properties(),
                    "kafka.host=127.0.0.1\nkafka.port=9092\nkafka.tunnelPort=%d\n"
                            .formatted(nobody.number()),
                    StandardOpenOption.APPEND);

            CliRun run = cluster.run("run", "kafka-straggler", "--output", folder.toString());

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.CLUSTER_STATE);
            assertThat(run.err())
                    .contains("[127.0.0.1:9092] making topic flink-variance-")
                    .contains(": no Kafka answers: ")
                    .contains(
                            ". Try: systemctl status flink-kafka there, or ansible-playbook"
                                    + " site.yml");
            assertThat(cluster.flink.requests()).noneMatch(asked -> asked.contains("/run"));
        }
    }
}
