package io.flinkvariance.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places, such as {@code {{title}}}. */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

    private Template() {}

    /** Fills all places in one go, so that no value can name another place. */
    public static String filled(String template, Map<String, String> parts) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
    }
}
