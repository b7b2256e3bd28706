package io.flinkvariance.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The temporary folder of a tool that is gone. The embedded Flink has one like it: the two
 * processes share no class but the job's.
 */
final class AbandonedFolder {
    /** Other processes of that tool end, and remove it, at the same time. */
    private static final int ATTEMPTS = 10;

    private AbandonedFolder() {}

    /** Removes it with all that is in it, as far as that goes. */
    static void remove(Path folder) {
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(folder); attempt++) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException changing) {
                // Somebody is at it, too: whoever is last is done with it.
            }
        }
    }
}
