package io.flinkvariance.report;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Where values lie on the width of a chart. */
public final class Scale {
    /** Of the width, beyond the highest value that it has to show. */
    private static final double MARGIN = 0.04;

    /** Of the width, on both sides of a scale whose ends have texts that a phone shows, too. */
    private static final double EDGE = 0.06;

    private static final int MOST_PARTS = 6;
    private static final double MILLIS_PER_SECOND = 1000;

    private final DoubleUnaryOperator share;
    private final List<Tick> ticks;

    private Scale(DoubleUnaryOperator share, List<Tick> ticks) {
        this.share = share;
        this.ticks = List.copyOf(ticks);
    }

    /** A value that is written below the chart. */
    public record Tick(double value, String text) {}

    /** From nothing to {@code most}, which has to be positive. */
    public static Scale upTo(double most, List<Tick> ticks) {
        return new Scale(value -> value / most, ticks);
    }

    /** From nothing to a little more than {@code highest}, with round numbers below. */
    public static Scale around(double highest) {
        double most = highest > 0 ? highest * (1 + MARGIN) : 1;
        double each = roundStep(most);
        return upTo(
                most,
                IntStream.rangeClosed(0, (int) (most / each))
                        .mapToObj(tick -> new Tick(tick * each, plain(tick * each)))
                        .toList());
    }

    /** The smallest round number that divides the scale into few enough parts. */
    private static double roundStep(double most) {
        double decade = Math.pow(10, Math.floor(Math.log10(most)));
        return DoubleStream.of(decade / 5, decade / 2, decade, 2 * decade)
                .filter(step -> most / step <= MOST_PARTS)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Times in milliseconds, each power of ten as wide as the next, as latencies differ by orders
     * of magnitude.
     *
     * @param least positive, as {@code most} is
     */
    public static Scale ofMillis(double least, double most) {
        int from = (int) Math.floor(Math.log10(least));
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(most)));
        return new Scale(
                millis -> EDGE + (1 - 2 * EDGE) * (Math.log10(millis) - from) / (to - from),
                IntStream.rangeClosed(from, to)
                        .mapToDouble(power -> Math.pow(10, power))
                        .mapToObj(millis -> new Tick(millis, time(millis)))
                        .toList());
    }

    private static String time(double millis) {
        return millis < MILLIS_PER_SECOND
                ? plain(millis) + " ms"
                : plain(millis / MILLIS_PER_SECOND) + " s";
    }

    private static String plain(double number) {
        return number == Math.rint(number)
                ? Html.format("%.0f", number)
                : Html.format("%s", Math.round(1e6 * number) / 1e6);
    }

    List<Tick> ticks() {
        return ticks;
    }

    /** In per cent of the width, and at its edge what lies beyond it. */
    double percent(double value) {
        return 100 * Math.max(0, Math.min(1, share.applyAsDouble(value)));
    }
}
