package io.flinkvariance.job;

import com.sun.management.OperatingSystemMXBean;
import io.flinkvariance.benchmark.FlinkHere;
import io.flinkvariance.benchmark.SampleMedian;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * One JVM of {@link CountingOverheadBenchmark}, which compiles all anew, and so perhaps otherwise.
 * Prints {@link Figure}s.
 */
public final class CountingOverheadFork {
    /** What comes first in the arguments: by turns within one job. */
    static final String SLICES = "slices";

    /** Job after job. */
    static final String JOBS = "jobs";

    /** For the compiler: its turns or jobs count for nothing. */
    private static final int WARM_UP_TURNS = 600;

    private enum Job {
        BARE,
        COUNTING,
        CHECKING
    }

    private final MiniCluster flink;
    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private CountingOverheadFork(MiniCluster flink) {
        this.flink = flink;
    }

    /** Arguments: {@code slices} and how many turns, or {@code jobs}, records a job, rounds. */
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        MiniCluster flink = FlinkHere.start(FlatOutJobs.PARALLELISM);
        try {
            CountingOverheadFork fork = new CountingOverheadFork(flink);
            if (arguments[0].equals(SLICES)) {
                fork.slices(Integer.parseInt(arguments[1]));
            } else {
                fork.jobs(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            }
        } finally {
            flink.close();
        }
        System.exit(0);
    }

    private void slices(int turns) throws Exception {
        flink.executeJobBlocking(FlatOutJobs.sliced(WARM_UP_TURNS));
        CpuSlices.forget();
        flink.executeJobBlocking(FlatOutJobs.sliced(turns));
        Figure.SOURCE_BARE_NANOS.print(CpuSlices.bareNanos(CpuSlices.Side.SOURCE));
        Figure.SOURCE_COUNTING_NANOS.print(CpuSlices.countingNanos(CpuSlices.Side.SOURCE));
        Figure.WORK_BARE_NANOS.print(CpuSlices.bareNanos(CpuSlices.Side.WORK));
        Figure.WORK_COUNTING_NANOS.print(CpuSlices.countingNanos(CpuSlices.Side.WORK));
    }

    /** Which goes first changes from round to round, so that a drift of the machine cancels out. */
    private void jobs(int records, int rounds) throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Double> checkingRates = new ArrayList<>();
        List<Double> cpus = new ArrayList<>();
        List<Double> checkingCpus = new ArrayList<>();
        List<Job> order = new ArrayList<>(List.of(Job.values()));
        for (int round = -1; round < rounds; round++) {
            Collections.rotate(order, 1);
            Map<Job, Run> runs = new EnumMap<>(Job.class);
            for (Job job : order) {
                runs.put(job, run(graph(job, records), records));
            }
            if (round >= 0) {
                Run bare = runs.get(Job.BARE);
                rates.add(bare.nanos() / runs.get(Job.COUNTING).nanos());
                checkingRates.add(bare.nanos() / runs.get(Job.CHECKING).nanos());
                cpus.add(runs.get(Job.COUNTING).cpuNanos() / bare.cpuNanos());
                checkingCpus.add(runs.get(Job.CHECKING).cpuNanos() / bare.cpuNanos());
            }
        }
        Figure.JOB_RATE.print(median(rates));
        Figure.CHECKING_JOB_RATE.print(median(checkingRates));
        Figure.JOB_CPU.print(median(cpus));
        Figure.CHECKING_JOB_CPU.print(median(checkingCpus));
    }

    private static JobGraph graph(Job job, int records) throws Exception {
        return switch (job) {
            case BARE -> FlatOutJobs.bare(records);
            case COUNTING -> FlatOutJobs.counting(records);
            case CHECKING -> FlatOutJobs.countingAndChecking(records);
        };
    }

    /** What a record took, in nanoseconds: of time, and of the CPU time of this whole JVM. */
    private record Run(double nanos, double cpuNanos) {}

    private Run run(JobGraph job, int records) throws Exception {
        long before = process.getProcessCpuTime();
        double nanos = flink.executeJobBlocking(job).getNetRuntime() * 1e6;
        return new Run(nanos / records, (process.getProcessCpuTime() - before) / (double) records);
    }

    private static double median(List<Double> figures) {
        return new SampleMedian(figures.stream().mapToDouble(Double::doubleValue).toArray())
                .median();
    }
}
