package io.flinkvariance.host;

import java.net.InetSocketAddress;

/** A port on loopback that leads to a port that a host reaches. */
public interface PortForward extends AutoCloseable {
    /** Where to connect to on this machine. */
    InetSocketAddress address();

    /** Whether commands on the host carry it, as its sshd forwards nothing; that is slower. */
    default boolean isRelayed() {
        return false;
    }

    @Override
    void close();
}
