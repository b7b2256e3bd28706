package io.flinkvariance.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file with a secret, which nobody but its owner may read. */
public final class PrivateFile {
    private static final Charset BYTES = ISO_8859_1;

    /** Ten times the largest key that ssh-keygen makes. */
    private static final long LARGEST_BYTES = 128 * 1024;

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private PrivateFile() {}

    /**
     * Reads a secret of one line, one character a byte.
     *
     * @param key that names the file in a configuration
     * @param what is in it: {@code a private key}
     * @throws UsageException if it cannot be read, or others can read it, too
     */
    public static String read(String key, String what, Path file) {
        String content = content(key, file);
        // What it is comes first: a mode makes no secret of another file, and may do harm to it.
        long lines = content.strip().lines().count();
        if (lines > 1) {
            throw new UsageException(
                    "%s: %s has %d lines, and %s is one".formatted(key, file, lines, what));
        }
        requireToBePrivate(key, what, file);
        return content;
    }

    /** The same without a look at who else can read it. */
    static String content(String key, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new UsageException(
                        "%s: %s is %s, and no file. Try: %s= the path of the file"
                                .formatted(
                                        key,
                                        file,
                                        attributes.isDirectory()
                                                ? "a folder"
                                                : "a device, a pipe or a socket",
                                        key));
            }
            if (attributes.size() > LARGEST_BYTES) {
                throw new UsageException(
                        "%s: %s has %d bytes, and a secret has not more than %d"
                                .formatted(key, file, attributes.size(), LARGEST_BYTES));
            }
            return Files.readString(file, BYTES);
        } catch (NoSuchFileException missing) {
            throw new UsageException("%s: there is no file %s".formatted(key, file), missing);
        } catch (AccessDeniedException denied) {
            throw new UsageException(
                    "%s: %s cannot be read: permission denied".formatted(key, file), denied);
        } catch (IOException unreadable) {
            throw unreadable(key, file, unreadable);
        }
    }

    private static UsageException unreadable(String key, Path file, IOException why) {
        return new UsageException(
                "%s: %s cannot be read: %s".formatted(key, file, Reason.of(why)), why);
    }

    /**
     * Looks who else can read it.
     *
     * @throws UsageException if anybody can
     */
    static void requireToBePrivate(String key, String what, Path file) {
        try {
            if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
                return;
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNERS.containsAll(permissions)) {
                throw new UsageException(
                        "%s: %s is open to others (%s), and %s must not be. Try: chmod 600 %s"
                                .formatted(
                                        key,
                                        file,
                                        PosixFilePermissions.toString(permissions),
                                        what,
                                        ShellWords.path(file)));
            }
        } catch (IOException unreadable) {
            throw unreadable(key, file, unreadable);
        }
    }
}
