package io.flinkvariance.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on loopback that says one thing to whoever comes, and hangs up. */
final class TalkingServer implements AutoCloseable {
    private final ServerSocket listener;

    TalkingServer(String greeting) throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        BackgroundWork.start("talking-server", () -> greet(greeting));
    }

    private Void greet(String greeting) throws IOException {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.getInputStream().read(new byte[1 << 10]);
                client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return null;
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
