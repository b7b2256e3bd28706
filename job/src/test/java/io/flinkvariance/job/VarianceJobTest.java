package io.flinkvariance.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import io.flinkvariance.scenario.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.state.memory.MemoryStateBackend;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.StreamSink;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VarianceJobTest {
    /** Surefire's working directory is the module. */
    private static final Path SCENARIOS = Path.of("../conf/scenarios");

    private static final String TOPIC =
            "source.bootstrapServers=127.0.0.1:9092\nsource.topic=tried\n";

    static List<Path> scenariosOfTheKit() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.sorted().toList();
        }
    }

    private static Scenario read(Path file) throws Exception {
        String text = Files.readString(file);
        String name = file.getFileName().toString().replace(".properties", "");
        Scenario scenario = ScenarioReader.parse(name, name, text);
        return scenario.source() == SourceKind.KAFKA
                ? ScenarioReader.parse(name, name, text + "\n" + TOPIC)
                : scenario;
    }

    private static Map<String, Long> bufferTimeouts(String more) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        String text = Files.readString(SCENARIOS.resolve("minimal-variance.properties"));
        VarianceJob.build(
                environment, ScenarioReader.parse("minimal", "minimal", text + "\n" + more));
        return environment.getStreamGraph().getStreamNodes().stream()
                .collect(
                        Collectors.toMap(
                                node -> node.getOperatorName().replace("Source: ", ""),
                                StreamNode::getBufferTimeout));
    }

    @Test
    void hasTheBufferTimeoutOfTheJobWhereAnOperatorHasNoneOfItsOwn() throws Exception {
        assertThat(
                        bufferTimeouts(
                                """
                                stream.partitioner=least-backlog
                                stream.bufferTimeoutMillis=7
                                stream.bufferTimeoutMillis.router=0
                                stream.bufferTimeoutMillis.work=-1
                                """))
                .containsEntry("source", 7L)
                .containsEntry("router", 0L)
                .containsEntry("work", -1L);
        assertThat(bufferTimeouts("stream.bufferTimeoutMillis.source=5\n"))
                .containsEntry("source", 5L)
                .containsEntry("work", 100L);
        assertThat(bufferTimeouts("stream.bufferTimeoutMillis=-1\n"))
                .containsEntry("source", -1L)
                .containsEntry("work", -1L);
    }

    @Test
    void worksOnSeveralRecordsAtOnceByAnOperatorOfTheSameName() throws Exception {
        StreamExecutionEnvironment environment =
                built("constant-straggler", "stream.asyncCapacity=16\n");

        assertThat(environment.getStreamGraph().getStreamNodes())
                .filteredOn(node -> node.getOperatorName().equals("work"))
                .singleElement()
                .satisfies(
                        work -> {
                            assertThat(work.getOperator()).isInstanceOf(AsyncWaitOperator.class);
                            assertThat(work.getParallelism()).isEqualTo(4);
                        });
        assertThat(environment.getStreamGraph().getJobGraph().getVertices())
                .extracting(JobVertex::getName)
                .containsExactlyInAnyOrder("Source: source", "work -> Sink: sink");
    }

    @ParameterizedTest(name = "{1} with {0}")
    @CsvSource({
        "'', DiscardingSink",
        "stream.limit=100, DeliveryCheckSink",
        "stream.asyncCapacity=16, DeliveryCheckSink",
    })
    void looksAtWhatIsDeliveredWhereThatCanBeTold(String more, String sink) throws Exception {
        assertThat(built("constant-straggler", more).getStreamGraph().getStreamNodes())
                .filteredOn(node -> node.getOperator() instanceof StreamSink)
                .extracting(node -> ((StreamSink<?>) node.getOperator()).getUserFunction())
                .singleElement()
                .extracting(function -> function.getClass().getSimpleName())
                .isEqualTo(sink);
    }

    private static StreamExecutionEnvironment built(String scenario, String more) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        String text = Files.readString(SCENARIOS.resolve(scenario + ".properties"));
        VarianceJob.build(
                environment, ScenarioReader.parse(scenario, scenario, text + "\n" + more));
        return environment;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"minimal-variance,''", "kafka-healthy,'" + TOPIC + "'"})
    void makesExactlyOnceCheckpointsAndIsStartedOverFromThemIfAsked(String scenario, String more)
            throws Exception {
        StreamExecutionEnvironment environment =
                built(scenario, more + "stream.checkpointIntervalMillis=500\n");
        CheckpointConfig checkpoints = environment.getCheckpointConfig();

        assertThat(checkpoints.getCheckpointInterval()).isEqualTo(500);
        assertThat(checkpoints.getCheckpointingMode()).isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(checkpoints.getMinPauseBetweenCheckpoints()).isZero();
        assertThat(checkpoints.getCheckpointTimeout()).isEqualTo(600_000);
        assertThat(environment.getStateBackend()).isInstanceOf(MemoryStateBackend.class);
        assertThat(environment.getConfig().getRestartStrategy().getDescription())
                .isEqualTo(RestartStrategies.fixedDelayRestart(10, 2000).getDescription());
    }

    @Test
    void makesNoneAndIsNotStartedOverUnlessAsked() throws Exception {
        StreamExecutionEnvironment synthetic = built("minimal-variance", "");
        StreamExecutionEnvironment topic = built("kafka-healthy", TOPIC);

        assertThat(synthetic.getCheckpointConfig().getMinPauseBetweenCheckpoints())
                .as("none but savepoints")
                .isEqualTo(Duration.ofDays(365).toMillis());
        assertThat(topic.getCheckpointConfig().isCheckpointingEnabled()).isFalse();
        assertThat(
                        built("kafka-healthy", TOPIC + "source.offsets=savepoints\n")
                                .getCheckpointConfig()
                                .getMinPauseBetweenCheckpoints())
                .as("a topic's, if asked")
                .isEqualTo(Duration.ofDays(365).toMillis());
        assertThat(List.of(synthetic, topic))
                .extracting(environment -> environment.getConfig().getRestartStrategy())
                .hasOnlyElementsOfType(RestartStrategies.noRestart().getClass());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenariosOfTheKit")
    void isBuiltOfEveryScenarioOfTheKit(Path file) throws Exception {
        Scenario scenario = read(file);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();

        VarianceJob.build(environment, scenario);

        assertThat(environment.getStreamGraph().getJobGraph().getVertices())
                .extracting(JobVertex::getParallelism)
                .containsExactlyInAnyOrder(scenario.sourceParallelism(), scenario.parallelism());
    }
}
