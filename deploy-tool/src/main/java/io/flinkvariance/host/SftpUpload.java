package io.flinkvariance.host;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.RenameFlags;
import net.schmizz.sshj.sftp.Response;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;

/** Sends one file over SFTP, under another name until it is whole. */
final class SftpUpload {
    /** The mode of a file that others may read. */
    static final int FOR_ALL = 0644;

    /** That of one which they may not. */
    static final int FOR_ITS_OWNER = 0600;

    /** A packet's worth each; together what OpenSSH takes without having confirmed anything. */
    private static final int UNCONFIRMED_WRITES = 64;

    private static final Duration TO_TIDY_UP = Duration.ofSeconds(2);

    private final String host;
    private final SshConnection connection;
    private final SshTimings timings;
    private final Path file;
    private final String target;
    private final String part;
    private final int mode;
    private final UploadProgress progress;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean givenUp;

    SftpUpload(
            String host,
            SshConnection connection,
            SshTimings timings,
            Path file,
            String target,
            int mode,
            UploadProgress progress) {
        this.host = host;
        this.connection = connection;
        this.timings = timings;
        this.file = file;
        this.target = target;
        this.mode = mode;
        this.part = "%s.%s.part".formatted(target, UUID.randomUUID());
        this.progress = progress;
    }

    void run() throws InterruptedException {
        BackgroundWork<Void> work = BackgroundWork.start("ssh-upload", this::execute);
        try {
            while (true) {
                long before = sent.get();
                try {
                    work.await(timings.standstill());
                    return;
                } catch (TimeoutException slow) {
                    requireProgressSince(before);
                }
            }
        } catch (InterruptedException interrupted) {
            givenUp = true;
            work.endsWithin(TO_TIDY_UP);
            throw interrupted;
        }
    }

    /** A line that takes nothing more blocks the keep-alive, too, so this has to notice. */
    private void requireProgressSince(long before) {
        if (sent.get() == before) {
            givenUp = true;
            connection.close();
            throw new UnreachableException(
                    "%s: nothing went through for %d s"
                            .formatted(what(), timings.standstill().toSeconds()));
        }
    }

    private String what() {
        return "[%s] sending %s to %s".formatted(host, file.getFileName(), target);
    }

    private Void execute() {
        try (SFTPEngine files = connection.files()) {
            files.setTimeoutMs(Math.toIntExact(timings.standstill().toMillis()));
            try {
                send(files);
            } catch (IOException | RuntimeException failed) {
                DeployException explained = explained(failed);
                removePart(files);
                throw explained;
            }
        } catch (IOException lost) {
            throw explained(lost);
        }
        return null;
    }

    private void send(SFTPEngine files) throws IOException {
        try (InputStream source = Files.newInputStream(file)) {
            long total = Files.size(file);
            RemoteFile whole =
                    files.open(
                            part,
                            EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.EXCL),
                            permissions());
            try (whole) {
                copy(source, whole, total, files.getSubsystem().getRemoteMaxPacketSize());
                // Again, as the far side's umask took its share.
                whole.setAttributes(permissions());
            }
        }
        putIntoPlace(files);
    }

    private FileAttributes permissions() {
        return new FileAttributes.Builder().withPermissions(mode).build();
    }

    private void copy(InputStream source, RemoteFile whole, long total, int packet)
            throws IOException {
        byte[] buffer = new byte[packet - whole.getOutgoingPacketOverhead()];
        try (OutputStream out = whole.new RemoteFileOutputStream(0, UNCONFIRMED_WRITES)) {
            for (int read = readFrom(source, buffer); read > 0; read = readFrom(source, buffer)) {
                if (givenUp) {
                    throw new IOException("given up");
                }
                out.write(buffer, 0, read);
                long now = sent.addAndGet(read);
                progress.sent(now, total);
            }
        }
    }

    private int readFrom(InputStream source, byte[] buffer) {
        try {
            return source.readNBytes(buffer, 0, buffer.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void putIntoPlace(SFTPEngine files) throws IOException {
        if (files.supportsServerExtension("posix-rename", "openssh.com")) {
            files.rename(part, target, EnumSet.of(RenameFlags.OVERWRITE));
            return;
        }
        try {
            files.remove(target);
        } catch (SFTPException absent) {
            if (absent.getStatusCode() != Response.StatusCode.NO_SUCH_FILE) {
                throw absent;
            }
        }
        files.rename(part, target, EnumSet.noneOf(RenameFlags.class));
    }

    private void removePart(SFTPEngine files) {
        if (connection.isAlive()) {
            try {
                files.remove(part);
            } catch (IOException neverMadeOrLost) {
                // There is nothing more to be done about it.
            }
        }
    }

    private DeployException explained(Exception failed) {
        if (failed instanceof DeployException known) {
            return known;
        }
        if (failed instanceof UncheckedIOException unreadable) {
            return new OperationFailedException(
                    "%s: reading it: %s".formatted(what(), Reason.of(unreadable)), unreadable);
        }
        if (failed instanceof FileSystemException unreadable) {
            return new OperationFailedException(
                    "reading %s: %s".formatted(file, missing(unreadable)), unreadable);
        }
        if (failed instanceof SFTPException refused
                && refused.getStatusCode() != Response.StatusCode.UNKNOWN) {
            return new OperationFailedException(
                    "%s: %s".formatted(what(), words(refused)), refused);
        }
        return new UnreachableException(
                "%s: the connection was lost (%s)".formatted(what(), Reason.of(failed)), failed);
    }

    private static String missing(FileSystemException unreadable) {
        return unreadable instanceof NoSuchFileException
                ? "there is no such file"
                : Reason.of(unreadable);
    }

    /** OpenSSH's word for a full disk is that for everything that has no word of its own. */
    private String words(SFTPException refused) {
        if (refused.getStatusCode() == Response.StatusCode.FAILURE
                && new FreeSpace(host, connection).isUsedUp(folder())) {
            return "no space left in %s. Try: remove what is not needed there".formatted(folder());
        }
        if (refused.getStatusCode() == Response.StatusCode.NO_SUCH_FILE) {
            return "there is no folder " + folder();
        }
        String words = Reason.of(refused);
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    private String folder() {
        int slash = target.lastIndexOf('/');
        return slash <= 0 ? "/" : target.substring(0, slash);
    }
}
