package io.flinkvariance.report;

import io.flinkvariance.terminal.VisibleText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Pieces of HTML out of values that may hold anything. */
public final class Html {
    /** In place of what is not known. */
    public static final String UNKNOWN = "–";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Html() {}

    /**
     * The text as it is shown, in an element or in a quoted attribute; what cannot be seen, or
     * would turn other text around, as its number.
     */
    public static String text(Object value) {
        if (value == null) {
            return UNKNOWN;
        }
        StringBuilder escaped = new StringBuilder();
        for (char letter : VisibleText.of(value.toString()).toCharArray()) {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(letter);
            }
        }
        return escaped.toString();
    }

    /** JSON that no parser of HTML takes for the end of its script. */
    static String json(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    /**
     * A figure, shown rounded and kept exactly in {@code value}.
     *
     * @param id what programs find it by
     */
    public static String figure(String id, Double value, String format) {
        return value == null
                ? UNKNOWN
                : "<data id=\"%s\" value=\"%s\">%s</data>"
                        .formatted(text(id), value, text(format(format, value)));
    }

    /** The number, or a dash where it is not known. */
    public static String number(Double value, String format) {
        return value == null ? UNKNOWN : text(format(format, value));
    }

    /** Half the width of an interval, behind the figure that it is of; nothing where it is none. */
    public static String plusMinus(Double halfWidth, String format) {
        return halfWidth == null || halfWidth == 0
                ? ""
                : "\u00a0<span class=\"pm\">± %s</span>".formatted(text(format(format, halfWidth)));
    }

    /** A time as people read it; what is none is left as it is. */
    public static String time(String instant) {
        try {
            return TIME.format(Instant.parse(instant));
        } catch (DateTimeParseException none) {
            return instant;
        }
    }

    /** A row of a table: its head and its cells, which are HTML already. */
    public static String row(String head, String... cells) {
        StringBuilder row = new StringBuilder("<tr><th scope=\"row\">" + head + "</th>");
        for (String cell : cells) {
            row.append("<td>").append(cell).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

    /** The first row of a table. */
    public static String head(String... columns) {
        StringBuilder row = new StringBuilder("<thead><tr>");
        for (String column : columns) {
            row.append(
                    column.isEmpty() ? "<td></td>" : "<th scope=\"col\">" + text(column) + "</th>");
        }
        return row.append("</tr></thead>\n").toString();
    }

    /** A text in which numbers look the same in every locale. */
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
