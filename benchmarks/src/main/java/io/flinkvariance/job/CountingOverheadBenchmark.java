package io.flinkvariance.job;

import io.flinkvariance.benchmark.SampleMedian;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What counting and stamping cost a job that does nothing else: source flat out, no sleeps, with
 * the kit's operators and with the same work without counters.
 *
 * <p>The cost is some nanoseconds of a hundred, which throughput cannot tell from a machine's
 * noise. So it is measured as CPU time of the tasks' threads, in one job that has both kinds of
 * operators by turns of a millisecond or two; throughput, and the CPU time of the whole JVM with
 * all that publishes, are measured job after job beside it. What the compiler makes of either
 * differs from JVM to JVM, so that each JVM is one figure, and the interval is that of many.
 *
 * <p>Not a test: it prints figures and judges nothing. {@code benchmarks/counting-overhead} runs
 * it. In the package of the operators, which nobody else needs to see.
 */
public final class CountingOverheadBenchmark {
    private CountingOverheadBenchmark() {}

    /** Arguments: JVMs of each kind, turns of a source, records a job, rounds of jobs. */
    public static void main(String[] arguments) throws Exception {
        int forks = Integer.parseInt(arguments[0]);
        List<Map<Figure, Double>> slices = new ArrayList<>();
        List<Map<Figure, Double>> jobs = new ArrayList<>();
        for (int fork = 1; fork <= forks; fork++) {
            slices.add(fork(CountingOverheadFork.SLICES, arguments[1]));
            jobs.add(fork(CountingOverheadFork.JOBS, arguments[2], arguments[3]));
            System.err.printf(
                    Locale.ROOT,
                    "%d of %d, load %.1f: %s %s%n",
                    fork,
                    forks,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    slices.get(fork - 1),
                    jobs.get(fork - 1));
        }
        System.out.println(
                "| CPU time of a record, ns | bare | more with counters | 95 % | % | 95 % |");
        System.out.println("|---|---|---|---|---|---|");
        print(
                "source",
                slices,
                CountingOverheadBenchmark::sourceBare,
                CountingOverheadBenchmark::sourceMore);
        print(
                "work",
                slices,
                CountingOverheadBenchmark::workBare,
                CountingOverheadBenchmark::workMore);
        print(
                "both",
                slices,
                fork -> sourceBare(fork) + workBare(fork),
                fork -> sourceMore(fork) + workMore(fork));
        System.out.println();
        System.out.println("| job after job, of bare | median | 95 % |");
        System.out.println("|---|---|---|");
        print("records per second, with counters", jobs, Figure.JOB_RATE);
        print("the same, with delivery check", jobs, Figure.CHECKING_JOB_RATE);
        print("CPU time of the JVM, with counters", jobs, Figure.JOB_CPU);
        print("the same, with delivery check", jobs, Figure.CHECKING_JOB_CPU);
    }

    /** Another JVM like this one, with what it printed. */
    private static Map<Figure, Double> fork(String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(CountingOverheadFork.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + process.exitValue());
        }
        return Figure.parse(printed.lines().toList());
    }

    private static double sourceBare(Map<Figure, Double> fork) {
        return fork.get(Figure.SOURCE_BARE_NANOS);
    }

    private static double sourceMore(Map<Figure, Double> fork) {
        return fork.get(Figure.SOURCE_COUNTING_NANOS) - sourceBare(fork);
    }

    private static double workBare(Map<Figure, Double> fork) {
        return fork.get(Figure.WORK_BARE_NANOS);
    }

    private static double workMore(Map<Figure, Double> fork) {
        return fork.get(Figure.WORK_COUNTING_NANOS) - workBare(fork);
    }

    private static void print(
            String name,
            List<Map<Figure, Double>> forks,
            ToDoubleFunction<Map<Figure, Double>> bareNanos,
            ToDoubleFunction<Map<Figure, Double>> moreNanos) {
        SampleMedian more = median(forks, moreNanos);
        SampleMedian percent =
                median(
                        forks,
                        fork ->
                                100
                                        * moreNanos.applyAsDouble(fork)
                                        / bareNanos.applyAsDouble(fork));
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.2f | %.2f–%.2f | %.1f | %.1f–%.1f |%n",
                name,
                median(forks, bareNanos).median(),
                more.median(),
                more.lowest(),
                more.highest(),
                percent.median(),
                percent.lowest(),
                percent.highest());
    }

    private static void print(String name, List<Map<Figure, Double>> forks, Figure figure) {
        SampleMedian ratio = median(forks, fork -> fork.get(figure));
        System.out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.3f–%.3f |%n",
                name,
                ratio.median(),
                ratio.lowest(),
                ratio.highest());
    }

    private static SampleMedian median(
            List<Map<Figure, Double>> forks, ToDoubleFunction<Map<Figure, Double>> figure) {
        return new SampleMedian(forks.stream().mapToDouble(figure).toArray());
    }
}
