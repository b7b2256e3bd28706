package io.flinkvariance.result;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Folders that are called after the second in which something began; none is ever made twice. */
public final class BegunFolder {
    private static final int MOST_IN_ONE_SECOND = 100;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private BegunFolder() {}

    /** The name of the first that begins in a second. */
    static String name(Instant begun, String kind) {
        return STAMP.format(begun) + "-" + kind;
    }

    /**
     * Makes one. Of several of a kind that begin in one second, in whatever process, all but the
     * first get a number.
     *
     * @throws IOException if it cannot be made
     */
    public static Path create(Path results, Instant begun, String kind) throws IOException {
        Files.createDirectories(results);
        String name = name(begun, kind);
        for (int number = 1; ; number++) {
            try {
                return Files.createDirectory(
                        results.resolve(number == 1 ? name : name + "-" + number));
            } catch (FileAlreadyExistsException ofAnother) {
                // Nothing is ever overwritten.
                if (number == MOST_IN_ONE_SECOND) {
                    throw ofAnother;
                }
            }
        }
    }

    /** Takes one away in which nothing was kept. */
    public static void deleteIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException kept) {
            // What is in it is what it was made for.
        } catch (IOException leftEmpty) {
            // Nobody is hindered by it.
        }
    }
}
