package io.flinkvariance.cluster;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which of the user's keys Flink may mean when it does not start. Its words are about a value, and
 * seldom name the key that had it.
 */
final class SuspectKeys {
    /** Shorter ones, such as 0 or 1, stand in too many texts. */
    private static final int SHORTEST_VALUE = 2;

    private SuspectKeys() {}

    /**
     * The keys, without their values, as one may be a password: those that the words name, or else
     * those whose value the words have in them, or else all.
     *
     * @param given the user's keys with their values
     * @return empty only where none were given
     */
    static String of(Map<String, String> given, String words) {
        String named = named(given, words);
        return named.isEmpty() ? keys(given, pair -> true) : named;
    }

    /** The same, but none where the words have no key and no value in them. */
    static String named(Map<String, String> given, String words) {
        String byName = keys(given, pair -> isIn(words, pair.getKey()));
        return byName.isEmpty()
                ? keys(
                        given,
                        pair ->
                                pair.getValue().length() >= SHORTEST_VALUE
                                        && isIn(words, pair.getValue()))
                : byName;
    }

    /** Whether it stands there by itself, and not as a part of a longer name or number. */
    private static boolean isIn(String words, String word) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-]|[.]\\w)")
                .matcher(words)
                .find();
    }

    private static String keys(
            Map<String, String> given, Predicate<Map.Entry<String, String>> suspect) {
        return given.entrySet().stream()
                .filter(suspect)
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
