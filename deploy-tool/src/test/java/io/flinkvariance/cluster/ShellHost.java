package io.flinkvariance.cluster;

import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.host.UploadProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** This machine as a host, with a folder as home; what it is sent may arrive damaged. */
final class ShellHost implements Host {
    private final Path home;
    final List<String> uploads = new ArrayList<>();
    boolean damagesUploads;

    ShellHost(Path home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "far";
    }

    @Override
    public CommandResult run(String commandLine, Duration timeout) throws InterruptedException {
        try {
            Path errors = Files.createTempFile("errors-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder("sh", "-c", commandLine).redirectError(errors.toFile());
            builder.environment().put("HOME", home.toString());
            Process process = builder.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("too long: " + commandLine);
            }
            String said = Files.readString(errors);
            Files.delete(errors);
            return new CommandResult(process.exitValue(), output, said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void upload(Path file, String path, UploadProgress progress) {
        try {
            uploads.add(file.getFileName().toString());
            Files.copy(file, Path.of(path), StandardCopyOption.REPLACE_EXISTING);
            if (damagesUploads) {
                Files.writeString(Path.of(path), "damaged");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public PortForward forward(String address, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
