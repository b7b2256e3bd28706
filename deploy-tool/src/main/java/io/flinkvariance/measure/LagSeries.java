package io.flinkvariance.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A run's lag over time, one reading a second.
 *
 * @param readings in the order of time
 */
public record LagSeries(List<Lag> readings) {
    /** Of a run that reads no topic. */
    public static final LagSeries NONE = new LagSeries(List.of());

    /** What a consumer is behind that keeps up is a fraction of what comes in a second. */
    private static final double KEEPS_UP_SECONDS = 1;

    private static final double LEAST_GROWTH_SECONDS = 5;

    public LagSeries {
        readings = List.copyOf(readings);
    }

    /** This, and what later samples say. */
    public LagSeries with(List<Sample> samples) {
        List<Lag> all = new ArrayList<>(readings);
        samples.forEach(
                sample -> sample.topic().ifPresent(topic -> all.add(Lag.of(sample, topic))));
        return all.size() == readings.size() ? this : new LagSeries(all);
    }

    public boolean isEmpty() {
        return readings.isEmpty();
    }

    /** The last reading; it may say that nothing is known. */
    public Optional<Lag> last() {
        return isEmpty() ? Optional.empty() : Optional.of(readings.get(readings.size() - 1));
    }

    /** Seconds of which the lag is not known. */
    public int unknownSeconds() {
        return (int) readings.stream().filter(lag -> lag.records().isEmpty()).count();
    }

    /** When the first record was written, in the run's seconds. */
    private OptionalDouble begin(double ratePerSecond) {
        return readings.stream()
                .filter(lag -> lag.end().orElse(0) > 0)
                .mapToDouble(lag -> lag.second() - lag.end().getAsLong() / ratePerSecond)
                .findFirst();
    }

    /**
     * Whether the job was further behind when it began than one is that keeps up: it reads on where
     * another one ended.
     *
     * @param ratePerSecond records that are written each second
     */
    public boolean isBehindAtStart(double ratePerSecond) {
        return firstKnown().filter(lag -> shows(lag, ratePerSecond)).isPresent();
    }

    /**
     * How long it took a job that began behind to have caught up for good; empty if it has not, and
     * for one that never was behind.
     */
    public OptionalDouble goneAfterSeconds(double ratePerSecond) {
        Optional<Lag> first = firstKnown();
        if (!isBehindAtStart(ratePerSecond) || firstShowing(ratePerSecond).isPresent()) {
            return OptionalDouble.empty();
        }
        double gone = 0;
        boolean wasBehind = true;
        for (Lag lag : readings) {
            if (lag.records().isPresent()) {
                boolean isBehind = shows(lag, ratePerSecond);
                gone = wasBehind && !isBehind ? lag.second() : gone;
                wasBehind = isBehind;
            }
        }
        return OptionalDouble.of(gone - first.orElseThrow().second());
    }

    /**
     * What the topic held behind the records that a job was restored with, when that began to
     * count: what it reads in its first second counts, too. Empty where that is not known.
     *
     * @param samples that the readings are of
     */
    public OptionalLong heldAtStart(SampleSeries samples) {
        for (Sample sample : samples.samples()) {
            Optional<Lag> first = firstKnown().filter(lag -> lag.second() == sample.second());
            if (first.isPresent()) {
                return OptionalLong.of(first.get().records().orElseThrow() + sample.emitted());
            }
        }
        return OptionalLong.empty();
    }

    private Optional<Lag> firstKnown() {
        return readings.stream().filter(lag -> lag.records().isPresent()).findFirst();
    }

    private static boolean shows(Lag known, double ratePerSecond) {
        return known.records().orElseThrow() > KEEPS_UP_SECONDS * ratePerSecond;
    }

    /**
     * How long after the first record the lag began to show for good; empty while the source keeps
     * up, where it did at the last reading, and for a job that was behind when it began.
     *
     * <p>From where it does not, the topic fills at the rate at which it is written, so the moment
     * is as much earlier than the first reading as the lag has taken to come to that.
     *
     * @param ratePerSecond records that are written each second
     */
    public OptionalDouble showsAfterSeconds(double ratePerSecond) {
        Optional<Lag> first = firstShowing(ratePerSecond);
        OptionalDouble begin = begin(ratePerSecond);
        if (first.isEmpty() || begin.isEmpty() || isBehindAtStart(ratePerSecond)) {
            return OptionalDouble.empty();
        }
        double shows = first.get().second() - first.get().records().orElseThrow() / ratePerSecond;
        return OptionalDouble.of(Math.max(0, shows - begin.getAsDouble()));
    }

    private Optional<Lag> firstShowing(double ratePerSecond) {
        Optional<Lag> first = Optional.empty();
        for (Lag lag : readings) {
            if (lag.records().isPresent()) {
                first =
                        !shows(lag, ratePerSecond)
                                ? Optional.empty()
                                : first.isPresent() ? first : Optional.of(lag);
            }
        }
        return first;
    }

    /**
     * By how many records a second it has grown since it shows; empty if it does not, or has not
     * for long.
     */
    public OptionalDouble growthSinceItShows(double ratePerSecond) {
        Optional<Lag> first = firstShowing(ratePerSecond);
        return first.isEmpty()
                ? OptionalDouble.empty()
                : growthPerSecond(first.get().second(), Double.POSITIVE_INFINITY);
    }

    /**
     * By how many records a second it grew between two seconds of the run; empty where it is not
     * known at both, or these are too close.
     */
    public OptionalDouble growthPerSecond(double from, double to) {
        List<Lag> known =
                readings.stream()
                        .filter(lag -> lag.records().isPresent())
                        .filter(lag -> lag.second() >= from && lag.second() <= to)
                        .toList();
        if (known.size() < 2) {
            return OptionalDouble.empty();
        }
        Lag first = known.get(0);
        Lag last = known.get(known.size() - 1);
        double seconds = last.second() - first.second();
        return seconds < LEAST_GROWTH_SECONDS
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (last.records().getAsLong() - first.records().getAsLong()) / seconds);
    }
}
