package io.flinkvariance.host;

import io.flinkvariance.error.OperationFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The machine that the tool runs on. */
public final class LocalHost implements Host {
    private static final String NAME = "localhost";
    private static final Duration TO_READ_THE_REST = Duration.ofSeconds(2);
    private static final int BLOCK_BYTES = 1 << 16;

    private final Map<String, String> environment;

    /**
     * With the environment of this process.
     *
     * @param environment variables that commands see in place of this process's, or beside them
     */
    public LocalHost(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CommandResult run(String commandLine, Duration timeout) throws InterruptedException {
        Process process = start(commandLine);
        Said output = new Said(process.getInputStream());
        Said errors = new Said(process.getErrorStream());
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new OperationFailedException(
                        "[%s] running %s: no end after %d s"
                                .formatted(NAME, commandLine, timeout.toSeconds()));
            }
            return new CommandResult(process.exitValue(), output.text(), errors.text());
        } finally {
            // Those of its children that it left behind on purpose are not its descendants any
            // more.
            new ProcessTree(process.toHandle()).end();
        }
    }

    private Process start(String commandLine) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", commandLine);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "[%s] running %s: %s".formatted(NAME, commandLine, Reason.of(failed)), failed);
        }
    }

    /** What a command says, while it says it: what it leaves behind may hold its output open. */
    private static final class Said {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final BackgroundWork<Long> reading;

        Said(InputStream stream) {
            reading = BackgroundWork.start("command-output", () -> stream.transferTo(bytes));
        }

        /** All of it, once the command has ended. */
        String text() throws InterruptedException {
            reading.endsWithin(TO_READ_THE_REST);
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void upload(Path file, String path, UploadProgress progress) {
        upload(file, path, progress, new FileAttribute<?>[0]);
    }

    @Override
    public void uploadSecret(Path file, String path) {
        upload(
                file,
                path,
                UploadProgress.IGNORED,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void upload(
            Path file, String path, UploadProgress progress, FileAttribute<?>... attributes) {
        Path target = Path.of(path);
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, attributes);
            copy(file, part, progress);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            deleteQuietly(part);
            throw new OperationFailedException(
                    "[%s] copying %s to %s: %s".formatted(NAME, file, path, Reason.of(failed)),
                    failed);
        }
    }

    private static void copy(Path file, Path to, UploadProgress progress) throws IOException {
        long total = Files.size(file);
        try (InputStream from = Files.newInputStream(file);
                OutputStream into = Files.newOutputStream(to)) {
            byte[] block = new byte[BLOCK_BYTES];
            long sent = 0;
            for (int read = from.read(block); read >= 0; read = from.read(block)) {
                into.write(block, 0, read);
                sent += read;
                progress.sent(sent, total);
            }
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException leftBehind) {
            // The first failure is the one to tell.
        }
    }

    /** The port itself: nothing lies between. */
    @Override
    public PortForward forward(String address, int port, int localPort) {
        InetSocketAddress there = new InetSocketAddress(address, port);
        return new PortForward() {
            @Override
            public InetSocketAddress address() {
                return there;
            }

            @Override
            public void close() {
                // Nothing was opened.
            }
        };
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
