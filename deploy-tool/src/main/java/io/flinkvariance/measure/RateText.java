package io.flinkvariance.measure;

import java.util.Locale;

/** Rates in records per second as people read them, however small they are. */
public final class RateText {
    /** From here on a figure with one decimal is not zero. */
    private static final double SMALL = 0.05;

    /** From here on whole records per second say enough where a sentence needs no more. */
    private static final double LARGE = 10;

    private static final int MOST_DECIMALS = 6;

    private RateText() {}

    /** With one decimal, or with two digits of what is smaller. */
    public static String of(double perSecond) {
        return format(perSecond, decimals(perSecond));
    }

    /** Without decimals where it is large. */
    public static String rounded(double perSecond) {
        return Math.abs(perSecond) < LARGE ? of(perSecond) : format(perSecond, 0);
    }

    /** A mean and half the width of its interval, with the same decimals. */
    public static String interval(double mean, double halfWidth) {
        int decimals = decimals(mean);
        return format(mean, decimals) + " ± " + format(halfWidth, decimals);
    }

    /** How {@link #of} formats it. */
    public static String pattern(double perSecond) {
        return "%." + decimals(perSecond) + "f";
    }

    private static int decimals(double perSecond) {
        double size = Math.abs(perSecond);
        return size == 0 || size >= SMALL || Double.isNaN(size)
                ? 1
                : Math.min(MOST_DECIMALS, 1 - (int) Math.floor(Math.log10(size)));
    }

    private static String format(double perSecond, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", perSecond);
    }
}
