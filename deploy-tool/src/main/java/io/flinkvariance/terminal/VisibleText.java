package io.flinkvariance.terminal;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text as a terminal may show it: what cannot be seen, or would command the terminal, is escaped as
 * Java, JSON and properties files write it.
 */
public final class VisibleText {
    /**
     * Controls, marks without width or of direction, all blanks but the usual one, and letters that
     * have no shape: fillers of Hangul, the empty pattern of Braille, selectors of variants.
     */
    private static final Pattern INVISIBLE =
            Pattern.compile(
                    "[\\p{Cc}\\p{Cf}\\p{Zs}\\p{Zl}\\p{Zp}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F"
                            + "\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}&&[^ \\n\\t]]");

    private VisibleText() {}

    /** The same text; lines stay lines. */
    public static String of(String text) {
        return INVISIBLE.matcher(text.replace("\r\n", "\n")).replaceAll(VisibleText::escaped);
    }

    private static String escaped(MatchResult found) {
        StringBuilder escaped = new StringBuilder();
        // Two backslashes, as the replacement is itself a pattern.
        found.group().chars().forEach(unit -> escaped.append("\\\\u%04X".formatted(unit)));
        return escaped.toString();
    }
}
