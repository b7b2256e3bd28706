package io.flinkvariance.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kafka.KafkaFeed;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.Scenarios;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rescale of a job that reads a topic, from the command line to what the cluster is asked: a real
 * broker, and a stub in place of Flink, whose jobs would take minutes to be steady.
 */
class RescaledTopicRunIT {
    private static final String JOB = StubbedCluster.JOB;
    private static final String SAVEPOINT = "file:/savepoints/savepoint-4f3c2b-1";

    @TempDir private Path folder;

    @Test
    void readsOnInTheTopicThatIsBeingFilledAlready() throws Exception {
        try (KafkaFeed broker = broker(folder);
                StubbedCluster cluster = new StubbedCluster(folder)) {
            String submission = cluster.kafkaSubmission();
            cluster.runsJob();
            tellsOfSeconds(cluster, 1, 150, 20);
            cluster.flink
                    .answer(submission, "{'jobid':'%s'}".formatted(JOB))
                    .answer("/jobs/%s/savepoints".formatted(JOB), 202, "{'request-id':'r'}")
                    .answer(
                            "/jobs/%s/savepoints/r".formatted(JOB),
                            "{'status':{'id':'COMPLETED'},'operation':{'location':'%s'}}"
                                    .formatted(SAVEPOINT))
                    .answer("/savepoint-disposal", 202, "{'request-id':'d'}")
                    .when(
                            "GET /jobs/%s/savepoints/r".formatted(JOB),
                            () -> {
                                cluster.listsJob("CANCELED");
                                cluster.flink.when(
                                        "POST " + submission,
                                        () -> {
                                            cluster.listsJob("RUNNING");
                                            tellsOfSeconds(cluster, 151, 300, 10);
                                        });
                            });

            CliRun run =
                    cluster.run(
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
                            "--duration",
                            "60s",
                            "--rescale",
                            "2",
                            "--output",
                            folder.toString());

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
            assertThat(submissions(cluster))
                    .extracting(body -> body.path("savepointPath").asText())
                    .containsExactly("", SAVEPOINT);
            List<Properties> told =
                    submissions(cluster).stream().map(RescaledTopicRunIT::scenario).toList();
            assertThat(told)
                    .extracting(scenario -> scenario.getProperty("stream.parallelism"))
                    .containsExactly("1", "2");
            assertThat(told)
                    .extracting(scenario -> scenario.getProperty("source.topic"))
                    .doesNotContainNull()
                    .containsOnly(told.get(0).getProperty("source.topic"));
        }
    }

    private static List<JsonNode> submissions(StubbedCluster cluster) {
        return cluster.flink.bodies().stream()
                .map(RescaledTopicRunIT::json)
                .filter(body -> body.has("entryClass"))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** What the job of a submission was told to run. */
    private static Properties scenario(JsonNode submission) {
        Properties properties = new Properties();
        try (Reader file =
                Files.newBufferedReader(Path.of(submission.at("/programArgsList/1").asText()))) {
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    /** A job that does 20 records a second. */
    static void tellsOfSeconds(StubbedCluster cluster, int from, int to, int perSubtaskAndSecond) {
        String work = history(from, to, perSubtaskAndSecond);
        cluster.flink
                .answer(
                        "/jobs/%s/vertices/s/metrics".formatted(JOB),
                        "[{'id':'0.source.history','value':'%s'}]".formatted(history(from, to, 20)))
                .answer(
                        "/jobs/%s/vertices/w/metrics".formatted(JOB),
                        "[{'id':'0.work.history','value':'%s'},{'id':'1.work.history','value':'%s'}]"
                                .formatted(work, work));
    }

    private static String history(int from, int to, int perSecond) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(second -> "%d000:%d:0".formatted(second, perSecond * second))
                .collect(joining(";"));
    }

    /** Of somebody else's, that is there already. */
    static KafkaFeed broker(Path folder) throws Exception {
        return KafkaFeed.open(
                Scenarios.of("kafka-healthy", Map.of()),
                Optional.empty(),
                KitHome.locate().embeddedKafka(),
                Files.createDirectories(folder.resolve("broker")));
    }
}
