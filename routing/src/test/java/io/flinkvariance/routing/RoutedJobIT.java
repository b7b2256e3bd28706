package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobStatus;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Routers in a Flink of the test's own: what is delivered, whatever happens to the job. */
@Timeout(180)
class RoutedJobIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS = 1000;
    private static final int SOURCES = 2;
    private static final int SINKS = 4;

    @TempDir static Path folder;
    private static MiniCluster flink;

    @BeforeAll
    static void start() throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString(TaskManagerOptions.MANAGED_MEMORY_SIZE, "16m");
        configuration.setString(TaskManagerOptions.MEMORY_SEGMENT_SIZE, "4kb");
        configuration.setString(TaskManagerOptions.NETWORK_BUFFERS_MEMORY_MIN, "8mb");
        configuration.setString(TaskManagerOptions.NETWORK_BUFFERS_MEMORY_MAX, "8mb");
        configuration.setString(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.setInteger(RestOptions.PORT, 0);
        flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(2)
                                .setNumSlotsPerTaskManager(2)
                                .setCommonBindAddress("127.0.0.1")
                                .build());
        flink.start();
    }

    @AfterAll
    static void stop() throws Exception {
        flink.close();
    }

    @BeforeEach
    void forget() {
        Taken.forget();
    }

    /** Or else one that a failed test has left takes the slots of all others. */
    @AfterEach
    void cancelWhatIsLeft() throws Exception {
        for (JobStatusMessage job : soon(flink.listJobs())) {
            if (!job.getJobState().isGloballyTerminalState()) {
                soon(flink.cancelJob(job.getJobId()));
            }
        }
    }

    private static <T> T soon(CompletableFuture<T> answer) throws Exception {
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        environment.setParallelism(SINKS);
        environment.setRestartStrategy(RestartStrategies.noRestart());
        return environment;
    }

    private static DataStream<Integer> numbers(
            StreamExecutionEnvironment environment, long pauseMillis) {
        return environment
                .addSource(new Numbers(RECORDS, pauseMillis), Types.INT)
                .setParallelism(SOURCES)
                .uid("numbers");
    }

    private static Router router(RouterKind kind) {
        return switch (kind) {
            case LEAST_BACKLOG -> Router.leastBacklog();
            case POWER_OF_TWO -> Router.powerOfTwo();
            case LEAST_DELAY -> Router.leastDelay();
            case SHUFFLE -> Router.shuffle();
        };
    }

    private static JobGraph straggling(RouterKind kind, StreamExecutionEnvironment environment) {
        router(kind)
                .named("router")
                .route(numbers(environment, 1))
                .addSink(new Taken("sink", 5))
                .uid("sink");
        return environment.getStreamGraph().getJobGraph();
    }

    private static List<BitSet> assertThatAllCameOnceTo(String name) {
        List<BitSet> bySubtask = List.copyOf(Taken.BY_NAME.get(name));
        int taken = bySubtask.stream().mapToInt(BitSet::cardinality).sum();
        BitSet all = new BitSet();
        bySubtask.forEach(all::or);
        assertThat(all.cardinality()).as("different records").isEqualTo(RECORDS);
        assertThat(taken).as("records").isEqualTo(RECORDS);
        assertThat(Taken.TWICE).isFalse();
        return bySubtask;
    }

    @ParameterizedTest
    @EnumSource(RouterKind.class)
    void deliversEachRecordOnceAndNoChannelStarves(RouterKind kind) throws Exception {
        flink.executeJobBlocking(straggling(kind, environment()));

        List<BitSet> bySubtask = assertThatAllCameOnceTo("sink");
        assertThat(bySubtask).hasSize(SINKS);
        assertThat(bySubtask).allSatisfy(taken -> assertThat(taken.cardinality()).isPositive());
    }

    /** All that is sent fits into one buffer a channel, so by buffers all channels are equals. */
    @ParameterizedTest
    @EnumSource(names = {"LEAST_BACKLOG", "POWER_OF_TWO", "LEAST_DELAY"})
    void aSlowSubtaskIsGivenRecordsAndNotBuffers(RouterKind kind) throws Exception {
        StreamExecutionEnvironment environment = environment().setBufferTimeout(0);
        router(kind).route(numbers(environment, 1)).addSink(new Taken("sink", 100));

        flink.executeJobBlocking(environment.getStreamGraph().getJobGraph());

        assertThat(assertThatAllCameOnceTo("sink"))
                .anySatisfy(slow -> assertThat(slow.cardinality()).isLessThan(RECORDS / SINKS / 2));
    }

    @ParameterizedTest
    @EnumSource(RouterKind.class)
    void deliversEachRecordOnceOverEveryEdge(RouterKind kind) throws Exception {
        StreamExecutionEnvironment environment = environment();
        DataStream<Integer> numbers = numbers(environment, 0);
        DataStream<Integer> routed = router(kind).named("router").route(numbers);
        routed.addSink(new Taken("one", 0));
        routed.addSink(new Taken("other", 0)).setParallelism(3);
        Routing.powerOfTwo(numbers).addSink(new Taken("second router", 0));
        numbers.rebalance().addSink(new Taken("beside", 0));

        flink.executeJobBlocking(environment.getStreamGraph().getJobGraph());

        for (String name : List.of("one", "other", "second router", "beside")) {
            assertThatAllCameOnceTo(name);
        }
    }

    @Test
    void worksWithoutChains() throws Exception {
        StreamExecutionEnvironment environment = environment().disableOperatorChaining();

        flink.executeJobBlocking(straggling(RouterKind.LEAST_BACKLOG, environment));

        assertThatAllCameOnceTo("sink");
    }

    @ParameterizedTest
    @EnumSource(RouterKind.class)
    void deliversEachRecordOnceAfterARestart(RouterKind kind) throws Exception {
        StreamExecutionEnvironment environment = environment().enableCheckpointing(50);
        environment.setRestartStrategy(RestartStrategies.fixedDelayRestart(1, 0));
        Taken.UNTIL_FAILURE.set(RECORDS / 2);

        flink.executeJobBlocking(straggling(kind, environment));

        assertThat(Taken.UNTIL_FAILURE.get()).as("it failed").isNegative();
        assertThatAllCameOnceTo("sink");
    }

    @ParameterizedTest
    @EnumSource(RouterKind.class)
    void deliversEachRecordOnceAcrossASavepoint(RouterKind kind) throws Exception {
        JobGraph first = straggling(kind, environment().enableCheckpointing(60_000));
        soon(flink.submitJob(first));
        // Tasks that do not run yet refuse a savepoint, and one of a job without records shows
        // nothing.
        await("all tasks running", () -> allTasksRun(first));
        await("records", () -> Taken.ARRIVALS.get() > 0);
        String savepoint =
                soon(flink.triggerSavepoint(first.getJobID(), folder.toUri().toString(), true));
        await(first, JobStatus.CANCELED);
        Taken.forget();

        JobGraph second = straggling(kind, environment().enableCheckpointing(60_000));
        second.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        flink.executeJobBlocking(second);

        assertThatAllCameOnceTo("sink");
    }

    /** The source waits for a buffer by then: work for ten seconds is queued up. */
    @ParameterizedTest
    @EnumSource(RouterKind.class)
    void isCancelledWhileItsSourceWaits(RouterKind kind) throws Exception {
        StreamExecutionEnvironment environment = environment();
        DataStream<Integer> numbers =
                environment.addSource(new Numbers(10_000_000, 0), Types.INT).setParallelism(2);
        router(kind).route(numbers).addSink(new Taken("sink", 1000)).setParallelism(1);
        JobGraph job = environment.getStreamGraph().getJobGraph();
        soon(flink.submitJob(job));
        await("all tasks running", () -> allTasksRun(job));
        Thread.sleep(Duration.ofMillis(500).toMillis());

        soon(flink.cancelJob(job.getJobID()));

        await(job, JobStatus.CANCELED);
    }

    private static boolean allTasksRun(JobGraph job) throws Exception {
        for (AccessExecutionVertex task :
                soon(flink.getExecutionGraph(job.getJobID())).getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    private static void await(JobGraph job, JobStatus status) throws Exception {
        await(status.toString(), () -> soon(flink.getJobStatus(job.getJobID())) == status);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what + " in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void showsWhatItSendsAndLetsItBeObserved() throws Exception {
        StreamExecutionEnvironment environment = environment();
        SEEN.clear();
        Router.leastBacklog()
                .observedBy((context, edges) -> () -> SEEN.add(edges.get(0).toArray()))
                .route(numbers(environment, 0))
                .addSink(new Taken("sink", 0));

        flink.executeJobBlocking(environment.getStreamGraph().getJobGraph());

        assertThat(SEEN).hasSize(SOURCES).allSatisfy(sent -> assertThat(sent).hasSize(SINKS));
        assertThat(SEEN.stream().flatMapToLong(Arrays::stream).sum()).isEqualTo(RECORDS);
    }

    private static final List<long[]> SEEN = Collections.synchronizedList(new ArrayList<>());

    @Test
    void saysThatNothingIsRoutedWhenTheStreamIsPartitionedAgain() {
        StreamExecutionEnvironment environment = environment();
        Routing.leastBacklog(numbers(environment, 0)).rebalance().addSink(new Taken("sink", 0));
        JobGraph job = environment.getStreamGraph().getJobGraph();

        assertThatThrownBy(() -> flink.executeJobBlocking(job))
                .hasRootCauseMessage(
                        "nothing is routed by least-backlog: the stream behind it is read by no"
                                + " operator, or was partitioned again");
    }
}
