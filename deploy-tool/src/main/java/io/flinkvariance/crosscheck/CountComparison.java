package io.flinkvariance.crosscheck;

import io.flinkvariance.influxdb.CountPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What two counters of the same records advanced by between the same two moments.
 *
 * <p>The job's own counter is known on whole seconds, InfluxDB's whenever the reporter wrote; what
 * the job's may have been in between is left open.
 *
 * @param seconds between the two moments
 * @param own by the job's own counter, if it advanced evenly within a second
 * @param ownLeast no less than that
 * @param ownMost and no more
 * @param influxDb by InfluxDB's
 */
record CountComparison(double seconds, double own, double ownLeast, double ownMost, long influxDb) {
    private static final double SECOND_MILLIS = 1000;

    /** One record may be in a subtask's hands at either moment. */
    private static final int IN_HAND = 1;

    /** A moment at which both are known. */
    private record Moment(CountPoint point, OwnCounts.Count own) {}

    /** Compares them within a span of time; empty where there are no two points to compare. */
    static Optional<CountComparison> within(Span span, OwnCounts own, List<CountPoint> points) {
        List<Moment> moments =
                points.stream()
                        .filter(point -> span.has(point.epochMillis()))
                        .sorted(Comparator.comparingLong(CountPoint::epochMillis))
                        .flatMap(
                                point ->
                                        own.at(point.epochMillis()).stream()
                                                .map(count -> new Moment(point, count)))
                        .toList();
        if (moments.size() < 2) {
            return Optional.empty();
        }
        // Near the ends, and where the least is left open: in a burst a second is many records.
        int some = Math.max(1, moments.size() / 4);
        List<Moment> fromTheEnd = new ArrayList<>(moments);
        Collections.reverse(fromTheEnd);
        return Optional.of(
                between(clearest(moments.subList(0, some)), clearest(fromTheEnd.subList(0, some))));
    }

    /** The first of those where the least is left open. */
    private static Moment clearest(List<Moment> moments) {
        return moments.stream()
                .min(Comparator.comparingLong(moment -> moment.own().open()))
                .orElseThrow();
    }

    private static CountComparison between(Moment begin, Moment end) {
        return new CountComparison(
                (end.point().epochMillis() - begin.point().epochMillis()) / SECOND_MILLIS,
                end.own().likely() - begin.own().likely(),
                end.own().least() - begin.own().most() - IN_HAND,
                end.own().most() - begin.own().least() + IN_HAND,
                end.point().count() - begin.point().count());
    }

    /** Records of all subtasks together. */
    static CountComparison sum(List<CountComparison> all) {
        return new CountComparison(
                all.stream().mapToDouble(CountComparison::seconds).max().orElse(0),
                all.stream().mapToDouble(CountComparison::own).sum(),
                all.stream().mapToDouble(CountComparison::ownLeast).sum(),
                all.stream().mapToDouble(CountComparison::ownMost).sum(),
                all.stream().mapToLong(CountComparison::influxDb).sum());
    }

    double ownPerSecond() {
        return own / seconds;
    }

    double influxDbPerSecond() {
        return influxDb / seconds;
    }

    /** By how much InfluxDB's is more, as a share of the job's own. */
    double difference() {
        return own > 0 ? (influxDb - own) / own : influxDb > ownMost ? 1 : 0;
    }

    /** Whether they differ by more than that share, and not only by what is left open. */
    boolean differsBy(double share) {
        return Math.abs(difference()) > share && (influxDb < ownLeast || influxDb > ownMost);
    }
}
