package io.flinkvariance.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A machine that is reached over SSH.
 *
 * <p>Nothing is read or sent before the first call; all calls share one connection.
 */
public final class SshHost implements Host {
    private final SshSettings settings;
    private final SshTimings timings;
    private final SshLine line;
    private final Set<PortForward> forwards = ConcurrentHashMap.newKeySet();

    /**
     * With the SSH agent of the environment.
     *
     * @param prompt is asked for the passphrase of the key, if it has one
     */
    public SshHost(SshSettings settings, PassphrasePrompt prompt) {
        this(
                settings,
                prompt,
                Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                        .filter(socket -> !socket.isBlank())
                        .map(Path::of),
                SshTimings.DEFAULT);
    }

    SshHost(
            SshSettings settings,
            PassphrasePrompt prompt,
            Optional<Path> agentSocket,
            SshTimings timings) {
        SshLogging.keepOffTheTerminal();
        this.settings = settings;
        this.timings = timings;
        this.line =
                new SshLine(
                        new SshConnector(
                                settings,
                                new SshIdentity(settings.key(), agentSocket, prompt),
                                timings));
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public CommandResult run(String commandLine, Duration timeout) throws InterruptedException {
        return new RemoteCommand(name(), line.connection(), commandLine).run(timeout);
    }

    @Override
    public void upload(Path file, String path, UploadProgress progress)
            throws InterruptedException {
        upload(file, path, SftpUpload.FOR_ALL, progress);
    }

    @Override
    public void uploadSecret(Path file, String path) throws InterruptedException {
        upload(file, path, SftpUpload.FOR_ITS_OWNER, UploadProgress.IGNORED);
    }

    private void upload(Path file, String path, int mode, UploadProgress progress)
            throws InterruptedException {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        new SftpUpload(name(), line.connection(), timings, file, path, mode, progress).run();
    }

    @Override
    public PortForward forward(String address, int port, int localPort)
            throws InterruptedException {
        // What is wrong with the connection is said here; later nobody could be told.
        TcpWay way = TcpWay.find(name(), line.connection(), address, port);
        PortForward forward = SshForward.open(line, way, address, port, localPort);
        forwards.add(forward);
        return forward;
    }

    @Override
    public void close() {
        forwards.forEach(PortForward::close);
        line.close();
    }
}
