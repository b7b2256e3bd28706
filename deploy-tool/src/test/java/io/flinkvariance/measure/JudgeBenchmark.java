package io.flinkvariance.measure;

import com.sun.management.ThreadMXBean;
import io.flinkvariance.scenario.Partitioner;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Prints what one look at the samples of a large job costs. */
final class JudgeBenchmark {
    private static final int LOOKS = 10;

    private JudgeBenchmark() {}

    public static void main(String[] arguments) {
        int subtasks = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        SampleSeries series = saw(subtasks, seconds);
        for (int look = 1; look <= LOOKS; look++) {
            long allocatedBefore = allocatedBytes();
            long begin = System.nanoTime();
            Measurement measurement = Measurement.of(series, Partitioner.REBALANCE, 0);
            System.out.printf(
                    Locale.ROOT,
                    "look %d at %d subtasks x %d s: %.0f ms, %.1f MB allocated, %s%n",
                    look,
                    subtasks,
                    seconds,
                    (System.nanoTime() - begin) / 1e6,
                    (allocatedBytes() - allocatedBefore) / 1e6,
                    measurement.verdict().getClass().getSimpleName());
        }
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** A straggler of 20 records/s behind bursts 20 s apart, and others that take them at once. */
    private static SampleSeries saw(int subtasks, int seconds) {
        Random random = new Random(1);
        SampleSeries series = new SampleSeries(List.of());
        for (int second = 0; second < seconds; second++) {
            long sent = 400L * (second / 20 + 2);
            long straggler = 20L * second + random.nextInt(3);
            series =
                    series.with(
                            new Sample(
                                    second,
                                    sent * subtasks,
                                    IntStream.range(0, subtasks)
                                            .mapToObj(subtask -> subtask == 0 ? straggler : sent)
                                            .toList(),
                                    List.of(),
                                    List.of()));
        }
        return series;
    }
}
