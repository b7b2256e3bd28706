package io.flinkvariance.host;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A port on loopback whose connections go on from the host.
 *
 * <p>Where no way on can be opened, the connection is closed at once, so that its client need not
 * wait to fail.
 */
final class SshForward implements PortForward {
    private static final Logger LOG = Logger.getLogger(SshForward.class.getName());
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 50;

    private final SshLine line;
    private final TcpWay way;
    private final String address;
    private final int port;
    private final ServerSocket listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private SshForward(SshLine line, TcpWay way, String address, int port, ServerSocket listener) {
        this.line = line;
        this.way = way;
        this.address = address;
        this.port = port;
        this.listener = listener;
    }

    static SshForward open(SshLine line, TcpWay way, String address, int port, int localPort) {
        try {
            ServerSocket listener =
                    new ServerSocket(localPort, BACKLOG, InetAddress.getByAddress(LOOPBACK));
            SshForward forward = new SshForward(line, way, address, port, listener);
            BackgroundWork.start("ssh-forward-" + listener.getLocalPort(), forward::accept);
            return forward;
        } catch (IOException noPort) {
            throw new OperationFailedException(
                    localPort == Host.ANY_PORT
                            ? "opening a port on loopback: " + Reason.of(noPort)
                            : "opening port %d on loopback, where %s:%d sends its clients: %s. Try: end what has it, such as another run or a tunnel"
                                    .formatted(localPort, address, port, Reason.of(noPort)),
                    noPort);
        }
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    @Override
    public boolean isRelayed() {
        return way == TcpWay.RELAYED;
    }

    private Void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                BackgroundWork.start(threadName("out"), () -> relay(client));
            } catch (IOException closedOrAborted) {
                // The loop's condition tells which.
            }
        }
        return null;
    }

    private String threadName(String direction) {
        return "ssh-forward-%d-%s".formatted(listener.getLocalPort(), direction);
    }

    private Void relay(Socket client) {
        try (client) {
            if (listener.isClosed()) {
                return null;
            }
            client.setTcpNoDelay(true);
            try (TcpChannel channel = channel()) {
                BackgroundWork<Void> answers =
                        BackgroundWork.start(threadName("in"), () -> passBack(channel, client));
                pass(client.getInputStream(), channel.output());
                channel.output().close();
                answers.await();
            }
        } catch (IOException | DeployException | IllegalStateException failed) {
            LOG.log(Level.FINE, failed, () -> "forward to %s:%d".formatted(address, port));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
        return null;
    }

    /** Tries again where the connection turns out to be lost only when it is used. */
    private TcpChannel channel() throws IOException, InterruptedException {
        SshConnection connection = line.connection();
        try {
            return way.open(connection, address, port);
        } catch (IOException failed) {
            if (connection.isAlive()) {
                throw failed;
            }
            return way.open(line.connection(), address, port);
        }
    }

    private static Void passBack(TcpChannel channel, Socket client) throws IOException {
        try {
            pass(channel.input(), client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException lost) {
            client.close();
        }
        return null;
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[1 << 14];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException closedAnyway) {
            // Nobody uses it any more.
        }
    }
}
