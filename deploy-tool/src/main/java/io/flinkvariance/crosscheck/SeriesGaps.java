package io.flinkvariance.crosscheck;

import io.flinkvariance.influxdb.CountPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Where nothing arrived in a series, though the job ran. */
final class SeriesGaps {
    /** As many reports have to be missing: one alone is late now and then. */
    private static final int STEPS = 3;

    private static final long SHORTEST_MILLIS = 3000;

    private SeriesGaps() {}

    /** The gaps within a span, its ends included; at least one point has to be there. */
    static List<Span> of(List<CountPoint> points, Span span) {
        long[] moments =
                LongStream.concat(
                                LongStream.of(span.fromMillis(), span.toMillis()),
                                points.stream().mapToLong(CountPoint::epochMillis))
                        .filter(span::has)
                        .sorted()
                        .toArray();
        long longest = Math.max(SHORTEST_MILLIS, STEPS * intervalMillis(points));
        List<Span> gaps = new ArrayList<>();
        for (int index = 1; index < moments.length; index++) {
            if (moments[index] - moments[index - 1] > longest) {
                gaps.add(new Span(moments[index - 1], moments[index]));
            }
        }
        return gaps;
    }

    /** The shortest step: a reporter is late now and then, and never early. */
    private static long intervalMillis(List<CountPoint> points) {
        long[] moments =
                points.stream().mapToLong(CountPoint::epochMillis).distinct().sorted().toArray();
        return IntStream.range(1, moments.length)
                .mapToLong(index -> moments[index] - moments[index - 1])
                .min()
                .orElse(0);
    }
}
