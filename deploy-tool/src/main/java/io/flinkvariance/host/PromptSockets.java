package io.flinkvariance.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Small packets leave at once: the next one often waits for the answer to this one. What a server
 * says first is kept, as one that is no sshd is known by it.
 */
final class PromptSockets extends SocketFactory {
    private final FirstBytes greeting;

    PromptSockets(FirstBytes greeting) {
        this.greeting = greeting;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket =
                new Socket() {
                    @Override
                    public InputStream getInputStream() throws IOException {
                        return greeting.of(super.getInputStream());
                    }
                };
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }
}
