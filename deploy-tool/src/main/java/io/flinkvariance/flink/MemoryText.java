package io.flinkvariance.flink;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size as {@code flink-conf.yaml} has it, such as 32kb; {@code MemorySize} of Flink reads it so.
 */
public final class MemoryText {
    private static final Pattern FORM = Pattern.compile("\\s*([0-9]+)\\s*([a-z]*)\\s*");
    private static final long KIBI = 1024;
    private static final Map<String, Long> UNITS =
            Map.ofEntries(
                    Map.entry("", 1L),
                    Map.entry("b", 1L),
                    Map.entry("bytes", 1L),
                    Map.entry("k", KIBI),
                    Map.entry("kb", KIBI),
                    Map.entry("kibibytes", KIBI),
                    Map.entry("m", KIBI * KIBI),
                    Map.entry("mb", KIBI * KIBI),
                    Map.entry("mebibytes", KIBI * KIBI),
                    Map.entry("g", KIBI * KIBI * KIBI),
                    Map.entry("gb", KIBI * KIBI * KIBI),
                    Map.entry("gibibytes", KIBI * KIBI * KIBI),
                    Map.entry("t", KIBI * KIBI * KIBI * KIBI),
                    Map.entry("tb", KIBI * KIBI * KIBI * KIBI),
                    Map.entry("tebibytes", KIBI * KIBI * KIBI * KIBI));

    private MemoryText() {}

    /**
     * The size in bytes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static long bytes(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        Long unit = form.matches() ? UNITS.get(form.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(text + " is no size");
        }
        try {
            return Math.multiplyExact(Long.parseLong(form.group(1)), unit);
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw new IllegalArgumentException(text + " is more than a long holds", tooLarge);
        }
    }
}
