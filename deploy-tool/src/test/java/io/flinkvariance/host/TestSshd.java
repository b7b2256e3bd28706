package io.flinkvariance.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SSH server on loopback, in this JVM, that runs commands as the user who runs the tests. */
public final class TestSshd implements AutoCloseable {
    static final String USER = "flink";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<PublicKey> authorized = ConcurrentHashMap.newKeySet();
    private final Map<String, Supplier<Command>> scripted = new ConcurrentHashMap<>();
    private final Set<ChannelSession> openSessions = ConcurrentHashMap.newKeySet();
    private final List<String> users = new CopyOnWriteArrayList<>();

    TestSshd(KeyPair... hostKeys) {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(this::mayLogIn);
        server.setCommandFactory(this::command);
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        serveFiles(new SftpFileSystemAccessor() {});
        start();
    }

    /** One that the user with the key of {@link #settings} may log in to. */
    public static TestSshd forItsUser() {
        return new TestSshd(TestKeys.ED25519).authorize(TestKeys.ED25519);
    }

    private void start() {
        try {
            server.start();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private boolean mayLogIn(String user, PublicKey key, ServerSession session) {
        boolean known = authorized.stream().anyMatch(other -> KeyUtils.compareKeys(other, key));
        return user.equals(USER) && known && users.add(user);
    }

    private Command command(ChannelSession channel, String line) {
        return scripted.entrySet().stream()
                .filter(script -> line.contains(script.getKey()))
                .map(script -> script.getValue().get())
                .findFirst()
                .orElseGet(
                        () ->
                                new ProcessShellFactory(line, "/bin/sh", "-c", line)
                                        .createShell(channel));
    }

    TestSshd authorize(KeyPair key) {
        authorized.add(key.getPublic());
        return this;
    }

    /** A command whose line contains this text is not run, but played. */
    TestSshd script(String text, Supplier<Command> command) {
        scripted.put(text, command);
        return this;
    }

    /** As with {@code MaxSessions} of sshd_config. */
    TestSshd allowSessions(int atMost) {
        server.setChannelFactories(
                List.of(
                        new ChannelSessionFactory() {
                            @Override
                            public Channel createChannel(Session session) {
                                return new CountedSession(atMost);
                            }
                        },
                        DirectTcpipFactory.INSTANCE));
        return this;
    }

    /** As with {@code AllowTcpForwarding no}. */
    TestSshd forbidForwarding() {
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        return this;
    }

    /** After the key, a password is asked for. */
    TestSshd askForASecondFactor() {
        server.setUserAuthFactories(
                List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        server.getProperties().put("auth-methods", "publickey,password");
        return this;
    }

    TestSshd serveFiles(SftpFileSystemAccessor files) {
        server.setSubsystemFactories(
                List.of(new SftpSubsystemFactory.Builder().withFileSystemAccessor(files).build()));
        return this;
    }

    SshServer server() {
        return server;
    }

    public int port() {
        return server.getPort();
    }

    /** How many logins there were. */
    int logins() {
        return users.size();
    }

    /** Ends all connections as a restart would. */
    void hangUp() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    /** {@code known_hosts} with these host keys under that port. */
    static Path knownHosts(Path folder, int port, KeyPair... keys) throws IOException {
        StringBuilder text = new StringBuilder();
        for (KeyPair key : keys) {
            text.append(
                    "[127.0.0.1]:%d %s%n".formatted(port, TestKeys.publicLine(key.getPublic())));
        }
        return Files.writeString(folder.resolve("known_hosts"), text);
    }

    /** The same for two of them that have one key. */
    static Path knownHosts(Path folder, int port, int other, KeyPair key) throws IOException {
        String line = "[127.0.0.1]:%d %s%n";
        return Files.writeString(
                folder.resolve("known_hosts"),
                line.formatted(port, TestKeys.publicLine(key.getPublic()))
                        + line.formatted(other, TestKeys.publicLine(key.getPublic())));
    }

    /** How to reach it with an ed25519 key, its own being ed25519, too. */
    public static SshSettings settings(Path folder, int port) throws IOException {
        return new SshSettings(
                "127.0.0.1",
                port,
                USER,
                Optional.of(TestKeys.file(folder, TestKeys.openSsh(TestKeys.ED25519))),
                knownHosts(folder, port, TestKeys.ED25519),
                Optional.empty());
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException stoppedAnyway) {
            throw new UncheckedIOException(stoppedAnyway);
        }
    }

    /** The sessions that are open. */
    List<String> sessions() {
        return openSessions.stream().map(Object::toString).toList();
    }

    /** One that is not opened beside too many others, in OpenSSH's words. */
    private final class CountedSession extends ChannelSession {
        private final int atMost;

        CountedSession(int atMost) {
            this.atMost = atMost;
        }

        @Override
        public OpenFuture open(long recipient, long rwSize, long packetSize, Buffer buffer) {
            if (openSessions.size() < atMost) {
                openSessions.add(this);
                addCloseFutureListener(closed -> openSessions.remove(this));
                return super.open(recipient, rwSize, packetSize, buffer);
            }
            OpenFuture refused = new DefaultOpenFuture(this, this);
            refused.setException(
                    new SshChannelOpenException(
                            getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "open failed"));
            return refused;
        }
    }
}
