package io.flinkvariance.result;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two processes from measuring one run; a process that ends, however, gives it back. */
public final class RunLock {
    static final String FILE = "run.lock";

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** What is done to a run that no other process may touch. */
    public interface Work<T> {
        T run() throws InterruptedException;
    }

    /**
     * Does something to a run while no other process does.
     *
     * @throws ClusterStateException if another process has the run
     */
    public static <T> T during(RunFolder run, Work<T> work) throws InterruptedException {
        RunLock lock = take(run);
        try {
            return work.run();
        } finally {
            lock.close();
        }
    }

    static RunLock take(RunFolder run) {
        Path file = run.file(FILE);
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new ClusterStateException(
                        "%s: another deploy-tool measures this run. Try: wait for its end"
                                .formatted(run.path()));
            }
            return new RunLock(file, channel);
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + file + ": " + failed.getMessage(), failed);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException leftBehind) {
            // A file that nobody has locked is in nobody's way.
        }
    }
}
