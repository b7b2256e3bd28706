package io.flinkvariance.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port on loopback that the system gives to nobody else, neither to a server nor to a client's
 * connection, until it is let go. A broker takes seconds to start, in which another one on this
 * machine would otherwise take it.
 */
final class HeldPort implements AutoCloseable {
    /** Elsewhere nobody can listen on a port that is bound, though nothing listens there yet. */
    private static final boolean CAN_BE_HELD = "Linux".equals(System.getProperty("os.name"));

    private final Socket socket = new Socket();
    private final int number;

    HeldPort() throws IOException {
        // Which a server sets as well, so that it may bind it a second time.
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        number = socket.getLocalPort();
        if (!CAN_BE_HELD) {
            socket.close();
        }
    }

    /** For a server that may begin to listen at any time. */
    int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
