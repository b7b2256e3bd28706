package io.flinkvariance.cluster;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;

/**
 * Keeps the embedded Flink off the network.
 *
 * <p>Every listener of Flink 1.8.1 can be told its address except the BlobServer, which takes
 * {@link ServerSocketFactory#getDefault()} and so all interfaces, and whoever reaches it may store
 * files. The JDK has no setter for that default, hence the reflection; the jar's manifest opens the
 * package.
 */
final class LoopbackServerSockets extends ServerSocketFactory {
    private LoopbackServerSockets() {}

    /** From now on the JVM's default server sockets listen on loopback alone. */
    static void install() {
        try {
            Field field = ServerSocketFactory.class.getDeclaredField("theFactory");
            field.setAccessible(true);
            field.set(null, new LoopbackServerSockets());
        } catch (ReflectiveOperationException | RuntimeException refused) {
            throw new IllegalStateException(
                    "cannot keep Flink's BlobServer on loopback: add --add-opens"
                            + " java.base/javax.net=ALL-UNNAMED to the JVM's options",
                    refused);
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 0);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
            throws IOException {
        return new ServerSocket(port, backlog, address);
    }
}
