package io.flinkvariance.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.condition.OS;

/**
 * A port on loopback at which nobody listens, and which the system gives to nobody else until this
 * is closed: neither to another test nor to a client's connection.
 */
public final class HeldPort implements AutoCloseable {
    private final Socket socket = new Socket();
    private final int number;

    public HeldPort() throws IOException {
        // Which servers set as well, so that one may bind it a second time.
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        number = socket.getLocalPort();
    }

    /** One that nobody listens at as long as it is held. */
    public int number() {
        return number;
    }

    /** One that a server shall listen at; elsewhere than on Linux it is only likely to be free. */
    public int numberForAServer() throws IOException {
        if (!OS.LINUX.isCurrentOs()) {
            socket.close();
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
