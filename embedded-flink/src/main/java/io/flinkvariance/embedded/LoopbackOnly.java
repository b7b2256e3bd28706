package io.flinkvariance.embedded;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import org.apache.flink.util.NetUtils;

/**
 * Keeps the embedded Flink off the network.
 *
 * <p>Every listener of Flink 1.8.1 can be told its address but two: the BlobServer, which stores
 * files for whoever asks, and the Akka system that answers for metrics, which unpacks Java objects
 * from whoever sends them. Both listen on all interfaces by what they take for a constant, and that
 * is what is replaced here, by reflection: neither has a setter. The jar's manifest opens {@code
 * javax.net}.
 */
final class LoopbackOnly {
    private LoopbackOnly() {}

    /** From now on all that Flink starts in this JVM listens on loopback. */
    static void install() {
        try {
            replaceDefaultServerSocketFactory();
            replaceWildcardAddress();
        } catch (ReflectiveOperationException | RuntimeException refused) {
            throw new IllegalStateException(
                    "cannot keep Flink on loopback: " + refused.getMessage(), refused);
        }
    }

    /** The BlobServer asks {@link ServerSocketFactory#getDefault()}. */
    private static void replaceDefaultServerSocketFactory() throws ReflectiveOperationException {
        Field field = ServerSocketFactory.class.getDeclaredField("theFactory");
        field.setAccessible(true);
        field.set(null, new LoopbackSockets());
    }

    /**
     * The Akka system asks {@link NetUtils#getWildcardIPAddress()}, which returns a static final
     * field; only {@code sun.misc.Unsafe} can set one.
     */
    private static void replaceWildcardAddress() throws ReflectiveOperationException {
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        Class<?> unsafeClass = Class.forName("sun.misc.Unsafe");
        Field theUnsafe = unsafeClass.getDeclaredField("theUnsafe");
        theUnsafe.setAccessible(true);
        Object unsafe = theUnsafe.get(null);
        // Flink's class must have set the field before it is set anew.
        Field field =
                Class.forName(NetUtils.class.getName(), true, NetUtils.class.getClassLoader())
                        .getDeclaredField("WILDCARD_ADDRESS");
        Object base = unsafeClass.getMethod("staticFieldBase", Field.class).invoke(unsafe, field);
        Object offset =
                unsafeClass.getMethod("staticFieldOffset", Field.class).invoke(unsafe, field);
        unsafeClass
                .getMethod("putObject", Object.class, long.class, Object.class)
                .invoke(unsafe, base, offset, loopback);
        if (!NetUtils.getWildcardIPAddress().equals(loopback)) {
            throw new IllegalStateException("Flink's wildcard address stays as it was");
        }
    }

    private static final class LoopbackSockets extends ServerSocketFactory {
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
}
