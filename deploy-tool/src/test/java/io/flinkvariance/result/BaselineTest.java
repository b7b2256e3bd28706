package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
    private static final FakeCluster SAME =
            new FakeCluster("embedded", "1.8.1", "17", BufferSettings.SMALL, Map.of(), 1);

    @TempDir private Path results;

    private void keep(String name, String json) throws IOException {
        Path run = Files.createDirectory(results.resolve(name));
        Files.writeString(run.resolve("run.json"), json);
    }

    private static String minimal(double perSecond) {
        return ResultJson.text(
                Results.of(
                        "minimal-variance",
                        Map.of("random.seed", "7"),
                        new RunResult.Throughput(perSecond, 1, 30, 10, 12, null, null, null),
                        List.of(),
                        null));
    }

    private Optional<Baseline> find(Cluster cluster) {
        return Baseline.find(results, Scenarios.of("bad-straggler"), ClusterFacts.of(cluster));
    }

    @Test
    void isTheNewestRunWithoutAStragglerOnTheSameCluster() throws Exception {
        keep("20260101T000000Z-minimal-variance-embedded", minimal(550));
        keep("20260102T000000Z-minimal-variance-embedded", minimal(560));
        keep(
                "20260103T000000Z-constant-straggler-embedded",
                ResultJson.text(Results.constantStraggler()));

        assertThat(find(SAME))
                .contains(new Baseline("20260102T000000Z-minimal-variance-embedded", 560));
    }

    static Stream<FakeCluster> clustersThatDifferInOneThing() {
        return Stream.of(
                new FakeCluster("local", "1.8.1", "17", BufferSettings.SMALL, Map.of(), 1),
                new FakeCluster("embedded", "1.8.2", "17", BufferSettings.SMALL, Map.of(), 1),
                new FakeCluster("embedded", "1.8.1", "21", BufferSettings.SMALL, Map.of(), 1),
                new FakeCluster(
                        "embedded", "1.8.1", "17", BufferSettings.FLINK_DEFAULT, Map.of(), 1),
                new FakeCluster(
                        "embedded",
                        "1.8.1",
                        "17",
                        BufferSettings.SMALL,
                        Map.of("akka.ask.timeout", "20 s"),
                        1),
                new FakeCluster("embedded", "1.8.1", "17", BufferSettings.SMALL, Map.of(), 4));
    }

    @ParameterizedTest
    @MethodSource("clustersThatDifferInOneThing")
    void isNoRunOnAnyOtherCluster(FakeCluster other) throws Exception {
        keep("20260102T000000Z-minimal-variance-embedded", minimal(560));

        assertThat(find(SAME)).isPresent();
        assertThat(find(other)).isEmpty();
    }

    @Test
    void isNoRunThatWasNotMeasuredToItsEnd() throws Exception {
        keep(
                "20260102T000000Z-minimal-variance-embedded",
                minimal(560).replace("\"measured\"", "\"out of time\""));

        assertThat(find(SAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"steadyState\":true}", "not json"})
    void isNoFileByOtherHands(String json) throws Exception {
        keep("20260101T000000Z-x-embedded", json);
        keep("20260100T000000Z-minimal-variance-embedded", minimal(560));

        assertThat(find(SAME)).isPresent();
    }

    @Test
    void isNoneWhereNothingWasRun() {
        assertThat(find(SAME)).isEmpty();
        assertThat(
                        Baseline.find(
                                results.resolve("none"),
                                Scenarios.of("bad-straggler"),
                                ClusterFacts.of(SAME)))
                .isEmpty();
    }

    @Test
    void isNoRunWithOtherWork() throws Exception {
        keep("20260102T000000Z-minimal-variance-embedded", minimal(560));

        Scenario slower = Scenarios.of("bad-straggler", Map.of("nums.min", "6"));

        assertThat(Baseline.find(results, slower, ClusterFacts.of(SAME))).isEmpty();
    }

    private record FakeCluster(
            String target,
            String flinkVersion,
            String javaVersion,
            BufferSettings buffers,
            Map<String, String> flinkConf,
            int taskManagers)
            implements Cluster {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public boolean outlivesTheTool() {
            return false;
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public FlinkRest rest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String submit(Scenario scenario) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JobSavepoints prepareSavepoints() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
