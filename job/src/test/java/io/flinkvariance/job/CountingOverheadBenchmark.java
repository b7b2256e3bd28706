package io.flinkvariance.job;

import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.workload.RecordValues;
import io.flinkvariance.workload.Stalls;
import io.flinkvariance.workload.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.LogManager;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/**
 * What counting costs a job that does nothing else: source flat out, no sleeps, with the kit's
 * operators and with the same work without counters, in turn.
 *
 * <p>Not a test: it prints figures and judges nothing. {@code benchmarks/counting-overhead} runs
 * it.
 */
public final class CountingOverheadBenchmark {
    private static final int PARALLELISM = 4;

    /** What is compared; the first is what the others are compared with. */
    private enum Variant {
        BARE,
        COUNTERS,
        COUNTERS_AND_DELIVERY_CHECK
    }

    private CountingOverheadBenchmark() {}

    /** Arguments: records a run, rounds. */
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        int records = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        MiniCluster flink = new MiniCluster(cluster());
        flink.start();
        try {
            measure(flink, records, 0);
            List<Map<Variant, Double>> measured = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                measured.add(measure(flink, records, round));
                System.out.println(line("round " + (round + 1), measured.get(round)));
            }
            for (Variant variant : Variant.values()) {
                print(variant, measured);
            }
        } finally {
            flink.close();
        }
        System.exit(0);
    }

    private static void print(Variant variant, List<Map<Variant, Double>> measured) {
        double[] ratios =
                measured.stream()
                        .mapToDouble(one -> one.get(variant) / one.get(Variant.BARE))
                        .sorted()
                        .toArray();
        System.out.printf(
                Locale.ROOT,
                "%-28s of bare: lower quartile %.3f, median %.3f, upper quartile %.3f%n",
                variant,
                ratios[ratios.length / 4],
                ratios[ratios.length / 2],
                ratios[ratios.length * 3 / 4]);
    }

    /** Which goes first changes from round to round, so that a drift of the machine cancels out. */
    private static Map<Variant, Double> measure(MiniCluster flink, int records, int round)
            throws Exception {
        List<Variant> order = new ArrayList<>(List.of(Variant.values()));
        Collections.rotate(order, round);
        Map<Variant, Double> perSecond = new EnumMap<>(Variant.class);
        for (Variant variant : order) {
            perSecond.put(variant, perSecond(flink, variant, records));
        }
        return perSecond;
    }

    private static MiniClusterConfiguration cluster() {
        Configuration configuration = new Configuration();
        configuration.setString(TaskManagerOptions.MANAGED_MEMORY_SIZE, "16m");
        configuration.setString(TaskManagerOptions.HOST, "127.0.0.1");
        configuration.setString(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.setInteger(RestOptions.PORT, 0);
        return new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(PARALLELISM)
                .setCommonBindAddress("127.0.0.1")
                .build();
    }

    private static String line(String name, Map<Variant, Double> perSecond) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-9s", name));
        perSecond.forEach(
                (variant, rate) ->
                        line.append(String.format(Locale.ROOT, "  %s %.0f/s", variant, rate)));
        return line.toString();
    }

    private static double perSecond(MiniCluster flink, Variant variant, int records)
            throws Exception {
        JobGraph job = job(variant, flatOut(records), records);
        return records * 1000.0 / flink.executeJobBlocking(job).getNetRuntime();
    }

    private static Scenario flatOut(int records) throws InvalidScenarioException {
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

    private static JobGraph job(Variant variant, Scenario scenario, int records) {
        boolean counting = variant != Variant.BARE;
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        environment.setParallelism(1);
        environment
                .addSource(
                        counting ? new SyntheticSource(scenario) : new BareSource(records),
                        Types.INT)
                .rebalance()
                .map(
                        counting
                                ? new StragglerWork(
                                        Workload.of(scenario), 1, StampSampling.of(scenario))
                                : new BareWork(scenario))
                .returns(Types.INT)
                .setParallelism(PARALLELISM)
                .addSink(
                        variant == Variant.COUNTERS_AND_DELIVERY_CHECK
                                ? new DeliveryCheckSink(1)
                                : new DiscardingSink<>())
                .setParallelism(PARALLELISM);
        return environment.getStreamGraph().getJobGraph();
    }

    /** {@link SyntheticSource} without counters. */
    private static final class BareSource implements SourceFunction<Integer> {
        private static final long serialVersionUID = 1L;

        private final long limit;
        private volatile boolean running = true;

        BareSource(long limit) {
            this.limit = limit;
        }

        @Override
        public void run(SourceContext<Integer> context) {
            long records = 0;
            while (running && records < limit) {
                // As every source does that a savepoint covers; this is not what counting costs.
                synchronized (context.getCheckpointLock()) {
                    context.collect((int) records++);
                }
            }
        }

        @Override
        public void cancel() {
            running = false;
        }
    }

    /** {@link StragglerWork} without counters. */
    private static final class BareWork extends RichMapFunction<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        private final Workload workload;
        private final RecordValues values;
        private transient Stalls stalls;

        BareWork(Scenario scenario) {
            this.workload = Workload.of(scenario);
            this.values = workload.values(1);
        }

        @Override
        public void open(Configuration parameters) {
            stalls = workload.stalls(getRuntimeContext().getIndexOfThisSubtask(), 1);
        }

        @Override
        public Integer map(Integer sequence) throws InterruptedException {
            int millis = stalls.serviceMillis(values.millis(sequence));
            if (millis > 0) {
                Thread.sleep(millis);
            }
            return sequence;
        }
    }
}
