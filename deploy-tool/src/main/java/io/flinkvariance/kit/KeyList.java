package io.flinkvariance.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A list in the kit of the keys that another program knows, with what it takes for each: a line
 * such as {@code rest.port whole} for a key, and comments behind {@code #}.
 */
public final class KeyList {
    private KeyList() {}

    /**
     * What is taken for each key.
     *
     * @param beside the class in whose package the list lies
     * @param kinds what may stand behind a key, in capitals
     */
    public static <K extends Enum<K>> Map<String, K> read(
            Class<?> beside, String name, Class<K> kinds) {
        try (InputStream list = beside.getResourceAsStream(name)) {
            if (list == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    words -> words[0],
                                    words ->
                                            Enum.valueOf(
                                                    kinds, words[1].toUpperCase(Locale.ROOT))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
