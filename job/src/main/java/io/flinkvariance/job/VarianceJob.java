package io.flinkvariance.job;

import io.flinkvariance.routing.Router;
import io.flinkvariance.scenario.BufferTimeouts;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.workload.Workload;
import java.nio.file.Paths;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/**
 * The Flink program: {@code flink run … job.jar --properties <scenario file>}.
 *
 * <p>One source, a straggling map, and a sink that checks what arrives. It is submitted with {@code
 * -d}; it runs until it is cancelled or {@code stream.limit} is reached.
 */
public final class VarianceJob {
    private VarianceJob() {}

    /** Reads the scenario and hands the job to Flink. */
    public static void main(String[] arguments) throws Exception {
        String file = ParameterTool.fromArgs(arguments).getRequired("properties");
        Scenario scenario = ScenarioReader.read(Paths.get(file));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        build(environment, scenario);
        environment.execute(scenario.name());
    }

    /** Adds the job to an environment; a scenario without a seed gets a new one. */
    public static void build(StreamExecutionEnvironment environment, Scenario scenario) {
        long seed = scenario.seed().orElseGet(() -> new SecureRandom().nextLong());
        BufferTimeouts timeouts = scenario.bufferTimeouts();
        // What each operator has before its own; one's own -1 Flink takes for none.
        environment.setBufferTimeout(BufferTimeouts.NEVER);
        if (scenario.checkpointIntervalMillis().isPresent()) {
            Checkpoints.makeIn(environment, scenario.checkpointIntervalMillis().getAsInt());
        } else {
            // What starts over from nothing has no result; it must fail where one can see it.
            environment.setRestartStrategy(RestartStrategies.noRestart());
            // With checkpoints a consumer of Kafka commits nothing but at them.
            if (scenario.source() == SourceKind.SYNTHETIC || scenario.keepsOffsetsInSavepoints()) {
                Savepoints.allowIn(environment);
            }
        }

        DataStream<Integer> records =
                environment
                        .addSource(source(scenario))
                        .setParallelism(scenario.sourceParallelism())
                        .setBufferTimeout(timeouts.of(Operators.SOURCE))
                        .uid(Operators.SOURCE)
                        .name(Operators.SOURCE);
        worked(
                        route(records, scenario.partitioner(), timeouts.of(Operators.ROUTER)),
                        scenario,
                        seed)
                .setParallelism(scenario.parallelism())
                .setBufferTimeout(timeouts.of(Operators.WORK))
                .uid(Operators.WORK)
                .name(Operators.WORK)
                .addSink(sink(scenario))
                .setParallelism(scenario.parallelism())
                .uid(Operators.SINK)
                .name(Operators.SINK);
    }

    private static SourceFunction<Integer> source(Scenario scenario) {
        switch (scenario.source()) {
            case SYNTHETIC:
                return new SyntheticSource(scenario);
            case KAFKA:
                return KafkaSource.of(scenario);
        }
        throw new IllegalArgumentException(scenario.source().toString());
    }

    private static SingleOutputStreamOperator<Integer> worked(
            DataStream<Integer> records, Scenario scenario, long seed) {
        Workload workload = Workload.of(scenario);
        StampSampling sampling = StampSampling.of(scenario);
        return scenario.asyncCapacity() == 0
                ? records.map(new StragglerWork(workload, seed, sampling))
                : AsyncDataStream.unorderedWait(
                        records,
                        new OverlappedWork(workload, seed, sampling),
                        OverlappedWork.NO_TIMEOUT,
                        TimeUnit.MILLISECONDS,
                        scenario.asyncCapacity());
    }

    /** Only of a bounded run can it be said that nothing is missing. */
    private static SinkFunction<Integer> sink(Scenario scenario) {
        if (scenario.asyncCapacity() > 0) {
            return DeliveryCheckSink.behindOverlappedWork();
        }
        if (!scenario.limit().isPresent()) {
            return new DiscardingSink<>();
        }
        return new DeliveryCheckSink(
                scenario.source() == SourceKind.KAFKA ? scenario.sourcePartitions() : 1);
    }

    private static DataStream<Integer> route(
            DataStream<Integer> records, Partitioner partitioner, int routerTimeoutMillis) {
        return partitioner
                .router()
                .map(kind -> published(Router.of(kind), routerTimeoutMillis).route(records))
                .orElseGet(() -> flinksOwn(records, partitioner));
    }

    private static DataStream<Integer> flinksOwn(
            DataStream<Integer> records, Partitioner partitioner) {
        switch (partitioner) {
            case REBALANCE:
                return records.rebalance();
            case RESCALE:
                return records.rescale();
            default:
                throw new IllegalArgumentException(partitioner.toString());
        }
    }

    /** What is sent to each channel, with a clock, as source and work publish their counts. */
    private static Router published(Router router, int bufferTimeoutMillis) {
        return router.named(Operators.ROUTER)
                .withBufferTimeout(bufferTimeoutMillis)
                .observedBy(
                        (context, edges) ->
                                CountPublisher.open(
                                        context, Totals.ROUTED, 0, edges.get(0)::toArray));
    }
}
