package io.flinkvariance.host;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.sftp.SFTPEngine;

/** A connection on which somebody is logged in, and the one that it leads through. */
final class SshConnection implements AutoCloseable {
    /** A machine that is still there takes the goodbye at once. */
    private static final Duration GOODBYE = Duration.ofMillis(500);

    private final SSHClient client;
    private final Optional<SshConnection> through;
    private volatile boolean lost;

    SshConnection(SSHClient client, Optional<SshConnection> through) {
        this.client = client;
        this.through = through;
        // sshj tells this before it tells the channels, and for a while calls itself connected.
        client.getTransport().setDisconnectListener((reason, message) -> lost = true);
    }

    boolean isAlive() {
        return !lost && client.isConnected() && through.map(SshConnection::isAlive).orElse(true);
    }

    Session session() throws IOException {
        try {
            return client.startSession();
        } catch (IllegalStateException lostMeanwhile) {
            throw new IOException("not connected", lostMeanwhile);
        }
    }

    SFTPEngine files() throws IOException {
        try {
            return new SFTPEngine(client).init();
        } catch (IllegalStateException lostMeanwhile) {
            throw new IOException("not connected", lostMeanwhile);
        }
    }

    /** A channel to a port that the machine reaches. */
    DirectConnection direct(String address, int port) throws IOException {
        return client.newDirectConnection(address, port);
    }

    @Override
    public void close() {
        close(client);
        through.ifPresent(SshConnection::close);
    }

    /**
     * Says goodbye, and then hangs up whether or not that went through: on a line that is stuck,
     * sshj would wait for ever.
     */
    static void close(SSHClient client) {
        Socket socket = client.getSocket();
        BackgroundWork<Void> goodbye =
                BackgroundWork.start(
                        "ssh-goodbye",
                        () -> {
                            client.disconnect();
                            return null;
                        });
        try {
            goodbye.endsWithin(GOODBYE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        hangUp(socket);
    }

    private static void hangUp(Socket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException closedAnyway) {
                // Nobody uses it any more.
            }
        }
    }
}
