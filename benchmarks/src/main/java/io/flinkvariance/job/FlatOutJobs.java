package io.flinkvariance.job;

import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.workload.Workload;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** Jobs that do nothing but hand records over: source flat out, no sleeps. */
final class FlatOutJobs {
    static final int PARALLELISM = 4;

    private static final long SEED = 1;

    private FlatOutJobs() {}

    /** The kit's job, with no limit but this one, in records. */
    static JobGraph counting(int records) throws InvalidScenarioException {
        Scenario scenario = scenario(records);
        return graph(new SyntheticSource(scenario), counting(scenario), new DiscardingSink<>());
    }

    /** The same with the delivery check of bounded runs. */
    static JobGraph countingAndChecking(int records) throws InvalidScenarioException {
        Scenario scenario = scenario(records);
        return graph(new SyntheticSource(scenario), counting(scenario), new DeliveryCheckSink(1));
    }

    /** The same work without counters and stamps. */
    static JobGraph bare(int records) throws InvalidScenarioException {
        return graph(
                new BareSource(records),
                new BareWork(Workload.of(scenario(records)), SEED),
                new DiscardingSink<>());
    }

    /** One that is both by turns, ended after so many turns of its source. */
    static JobGraph sliced(int turns) throws InvalidScenarioException {
        Scenario scenario = scenario(Integer.MAX_VALUE);
        return graph(
                new SlicedSource(scenario, turns),
                new SlicedWork(Workload.of(scenario), SEED, StampSampling.of(scenario)),
                new DiscardingSink<>());
    }

    private static StragglerWork counting(Scenario scenario) {
        return new StragglerWork(Workload.of(scenario), SEED, StampSampling.of(scenario));
    }

    private static Scenario scenario(int records) throws InvalidScenarioException {
        return ScenarioReader.parse(
                "flat-out",
                "flat-out",
                """
                mode=STRAGGLER
                stream.interval=0
                stream.numEventsInInterval=1000000
                stream.parallelism=%d
                nums.min=0
                nums.range=1
                straggler.waitRange=1
                straggler.waitMillis=0
                stream.limit=%d
                """
                        .formatted(PARALLELISM, records));
    }

    private static JobGraph graph(
            SourceFunction<Integer> source,
            MapFunction<Integer, Integer> work,
            SinkFunction<Integer> sink) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        environment.setParallelism(1);
        environment
                .addSource(source, Types.INT)
                .rebalance()
                .map(work)
                .returns(Types.INT)
                .setParallelism(PARALLELISM)
                .addSink(sink)
                .setParallelism(PARALLELISM);
        return environment.getStreamGraph().getJobGraph();
    }
}
