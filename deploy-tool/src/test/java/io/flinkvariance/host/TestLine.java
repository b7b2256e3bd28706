package io.flinkvariance.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a port on loopback that can be cut, and that can fall silent. */
final class TestLine implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    TestLine(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on nothing goes through, though nothing is closed. */
    void silence() {
        silent = true;
    }

    /** Ends all connections; new ones are taken, and heard. */
    void cut() {
        silent = false;
        sockets.forEach(TestLine::close);
        sockets.clear();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "test-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                start(() -> pass(near, far));
                start(() -> pass(far, near));
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[1 << 14];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException cut) {
            // As intended.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            // As intended.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException closedAnyway) {
            // As intended.
        }
        cut();
    }
}
