package io.flinkvariance.cluster;

import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.host.UploadProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * This machine as a host that is far away, with a folder as home; what it is sent may arrive
 * damaged, and the connection may be lost.
 */
final class ShellHost implements Host {
    private final LocalHost shell;
    final List<String> uploads = new ArrayList<>();
    boolean damagesUploads;
    int lossesToCome;

    ShellHost(Path home) {
        shell = new LocalHost(Map.of("HOME", home.toString()));
    }

    @Override
    public String name() {
        return "far";
    }

    @Override
    public CommandResult run(String commandLine, Duration timeout) throws InterruptedException {
        return shell.run(commandLine, timeout);
    }

    @Override
    public void upload(Path file, String path, UploadProgress progress) {
        if (lossesToCome > 0) {
            lossesToCome--;
            throw new UnreachableException("[far] sending %s: lost".formatted(file.getFileName()));
        }
        uploads.add(file.getFileName().toString());
        shell.upload(file, path, progress);
        if (damagesUploads) {
            try {
                Files.writeString(Path.of(path), "damaged");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @Override
    public void uploadSecret(Path file, String path) {
        shell.uploadSecret(file, path);
    }

    @Override
    public PortForward forward(String address, int port, int localPort)
            throws InterruptedException {
        return shell.forward(address, port);
    }

    @Override
    public void close() {
        shell.close();
    }
}
