package io.flinkvariance.firehose;

import io.flinkvariance.benchmark.FlinkHere;
import io.flinkvariance.benchmark.SampleMedian;
import io.flinkvariance.job.VarianceJob;
import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.logging.LogManager;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a router costs a job that does nothing else: the kit's own, with the scenario {@code
 * firehose}, ended after so many records. Each round has every router once, in an order that is
 * drawn, and a router's figure is the ratio to {@code rebalance} of the same round.
 *
 * <p>{@code benchmarks/firehose} runs it. It prints figures and judges nothing.
 */
public final class FirehoseBenchmark {
    private static final Path SCENARIO = Path.of("conf/scenarios/firehose.properties");
    private static final int[] PARALLELISMS = {4, 16};
    private static final long ORDER_SEED = 1;

    private final MiniCluster flink;
    private final int records;
    private final List<Partitioner> routers;
    private final Random random = new Random(ORDER_SEED);

    private FirehoseBenchmark(MiniCluster flink, int records, List<Partitioner> routers) {
        this.flink = flink;
        this.records = records;
        this.routers = routers;
    }

    /** Arguments: records a run, rounds, and the routers, all of them unless told. */
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        int records = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        EnumSet<Partitioner> routers = EnumSet.of(Partitioner.REBALANCE);
        Arrays.stream(arguments).skip(2).map(Partitioner::of).forEach(routers::add);
        if (routers.size() == 1) {
            routers = EnumSet.allOf(Partitioner.class);
        }
        MiniCluster flink = FlinkHere.start(Arrays.stream(PARALLELISMS).max().getAsInt());
        try {
            FirehoseBenchmark benchmark =
                    new FirehoseBenchmark(flink, records, List.copyOf(routers));
            System.out.println(
                    "| parallelism | router | records/s, median | of rebalance, median | 95 % |");
            System.out.println("|---|---|---|---|---|");
            for (int parallelism : PARALLELISMS) {
                benchmark.measure(parallelism, rounds);
            }
        } finally {
            flink.close();
        }
        System.exit(0);
    }

    private void measure(int parallelism, int rounds) throws Exception {
        // The first round is for the compiler.
        round(parallelism);
        List<Map<Partitioner, Double>> measured = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            measured.add(round(parallelism));
            System.err.printf(
                    Locale.ROOT,
                    "parallelism %d, round %d of %d: %s%n",
                    parallelism,
                    round,
                    rounds,
                    inMillions(measured.get(round - 1)));
        }
        for (Partitioner router : routers) {
            print(parallelism, router, measured);
        }
    }

    private static String inMillions(Map<Partitioner, Double> perSecond) {
        StringBuilder line = new StringBuilder();
        perSecond.forEach(
                (router, rate) ->
                        line.append(
                                String.format(Locale.ROOT, "  %s %.1f M/s", router, rate / 1e6)));
        return line.toString();
    }

    private static void print(
            int parallelism, Partitioner router, List<Map<Partitioner, Double>> measured) {
        SampleMedian rates =
                new SampleMedian(
                        measured.stream().mapToDouble(round -> round.get(router)).toArray());
        SampleMedian ratios =
                new SampleMedian(
                        measured.stream()
                                .mapToDouble(
                                        round ->
                                                round.get(router)
                                                        / round.get(Partitioner.REBALANCE))
                                .toArray());
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.1f million | %.3f | %.3f–%.3f |%n",
                parallelism,
                router,
                rates.median() / 1e6,
                ratios.median(),
                ratios.lowest(),
                ratios.highest());
    }

    private Map<Partitioner, Double> round(int parallelism) throws Exception {
        List<Partitioner> order = new ArrayList<>(routers);
        Collections.shuffle(order, random);
        Map<Partitioner, Double> perSecond = new EnumMap<>(Partitioner.class);
        for (Partitioner router : order) {
            perSecond.put(router, perSecond(parallelism, router));
        }
        return perSecond;
    }

    private double perSecond(int parallelism, Partitioner router) throws Exception {
        JobGraph job = job(parallelism, router);
        return records * 1000.0 / flink.executeJobBlocking(job).getNetRuntime();
    }

    private JobGraph job(int parallelism, Partitioner router)
            throws IOException, InvalidScenarioException {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        VarianceJob.build(
                environment,
                ScenarioReader.read(
                        SCENARIO,
                        Map.of(
                                "stream.parallelism", Integer.toString(parallelism),
                                "stream.partitioner", router.toString(),
                                "stream.limit", Integer.toString(records),
                                "random.seed", "1")));
        return environment.getStreamGraph().getJobGraph();
    }
}
