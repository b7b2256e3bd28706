package io.flinkvariance.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all, whenever the process or the disk fails. */
public final class WholeFile {
    private static final String UNFINISHED = ".part";

    private WholeFile() {}

    /**
     * Writes a text under a name of its own and gives it the file's only when it is complete, in
     * place of what had that before.
     *
     * @throws IOException if it cannot be written; what was there before is still there
     */
    public static void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            deleteQuietly(unfinished);
            throw failed;
        }
    }

    private static void deleteQuietly(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException leftBehind) {
            // The first failure is the one to tell.
        }
    }
}
