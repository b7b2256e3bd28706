package io.flinkvariance.file;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads what a user names, if it is a file: a pipe would be waited for without an end, a device has
 * none, and a file that is larger than memory ends the program.
 */
public final class RegularFile {
    private static final int BYTES_PER_MEBIBYTE = 1024 * 1024;

    /** Read as text and taken apart, a file needs some times its own size. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

    private RegularFile() {}

    /** What stands there instead of a file; empty if it is one, or if nothing is there. */
    public static Optional<String> otherKind(Path path) {
        if (Files.isDirectory(path)) {
            return Optional.of("a folder");
        }
        return Files.exists(path) && !Files.isRegularFile(path)
                ? Optional.of("a pipe, a socket or a device")
                : Optional.empty();
    }

    /**
     * The whole of it.
     *
     * @throws IOException if it is no file, or cannot be read, or is too large for this process
     */
    public static String text(Path path, Charset charset) throws IOException {
        Optional<String> otherKind = otherKind(path);
        if (otherKind.isPresent()) {
            throw new IOException("it is " + otherKind.get());
        }
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException(
                    "it has %d MB, and this program's memory holds one of %d MB"
                            .formatted(
                                    Files.size(path) / BYTES_PER_MEBIBYTE,
                                    MOST_BYTES / BYTES_PER_MEBIBYTE));
        }
        return Files.readString(path, charset);
    }
}
