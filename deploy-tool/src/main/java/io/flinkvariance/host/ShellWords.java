package io.flinkvariance.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes words for a POSIX shell, so that none is taken for anything but itself. */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private static final Pattern IN_A_FORMAT = Pattern.compile("[A-Za-z0-9_@+=:,./ -]");

    private ShellWords() {}

    /** A command line of these words. */
    public static String join(String... words) {
        return join(Arrays.asList(words));
    }

    /** A command line of these words. */
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /**
     * A file's name as people type it: never an option, and with what cannot be seen, which a
     * terminal shows as its number, written so that the shell still reads the same name.
     */
    public static String path(Path file) {
        String name = file.toString().startsWith("-") ? "./" + file : file.toString();
        return name.codePoints().allMatch(ShellWords::isSeen) ? quote(name) : printed(name);
    }

    private static boolean isSeen(int letter) {
        return letter < ' ' ? letter == '\n' : letter < 0x7F || Character.isLetterOrDigit(letter);
    }

    /** POSIX knows no escapes in quotes, but printf does. */
    private static String printed(String name) {
        StringBuilder format = new StringBuilder();
        for (byte unit : name.getBytes(StandardCharsets.UTF_8)) {
            String letter = String.valueOf((char) (unit & 0xFF));
            format.append(
                    IN_A_FORMAT.matcher(letter).matches()
                            ? letter
                            : "\\%03o".formatted(unit & 0xFF));
        }
        return "\"$(printf '" + format + "')\"";
    }

    /** One word. */
    public static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell's word cannot hold a NUL");
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
