package io.flinkvariance.job;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a JVM of {@link CountingOverheadBenchmark} measures, and its way out of it: a line each. */
enum Figure {
    /** CPU time of the source's task for a record, in nanoseconds, as all below. */
    SOURCE_BARE_NANOS,
    SOURCE_COUNTING_NANOS,
    /** Of that task of the work which has the record. */
    WORK_BARE_NANOS,
    WORK_COUNTING_NANOS,
    /** Records per second with counters and stamps, over those without. */
    JOB_RATE,
    /** The same with the delivery check of bounded runs as well. */
    CHECKING_JOB_RATE,
    /** CPU time of the whole JVM with counters and stamps, over that without. */
    JOB_CPU,
    CHECKING_JOB_CPU;

    private static final String PREFIX = "figure ";

    void print(double value) {
        System.out.println(PREFIX + this + " " + value);
    }

    /** Those among the lines that a JVM printed. */
    static Map<Figure, Double> parse(List<String> lines) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (String line : lines) {
            if (line.startsWith(PREFIX)) {
                String[] words = line.split(" ", -1);
                figures.put(valueOf(words[1]), Double.valueOf(words[2]));
            }
        }
        return figures;
    }
}
