package io.flinkvariance.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Tries whether a port takes a connection from this machine. */
@FunctionalInterface
public interface TcpProbe {
    /** The network. */
    TcpProbe NETWORK = TcpProbe::connects;

    /** Whether there is a connection within that time; sends nothing. */
    boolean isOpen(String host, int port, Duration timeout);

    private static boolean connects(String host, int port, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
            return true;
        } catch (IOException shut) {
            return false;
        }
    }
}
