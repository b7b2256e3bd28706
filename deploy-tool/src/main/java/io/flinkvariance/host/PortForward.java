package io.flinkvariance.host;

import java.net.InetSocketAddress;
import java.net.URI;

/** A port on loopback that leads to a port that a host reaches. */
public interface PortForward extends AutoCloseable {
    /** What makes an sshd forward ports, to type on its machine. */
    String TO_ALLOW_IT =
            "AllowTcpForwarding local in /etc/ssh/sshd_config there, no DisableForwarding and no"
                    + " PermitOpen, and no no-port-forwarding or restrict in authorized_keys";

    /** Where to connect to on this machine. */
    InetSocketAddress address();

    /** The same of a server that speaks HTTP. */
    default URI httpAddress() {
        return URI.create(
                "http://%s:%d"
                        .formatted(address().getAddress().getHostAddress(), address().getPort()));
    }

    /** Whether commands on the host carry it, as its sshd forwards nothing; that is slower. */
    default boolean isRelayed() {
        return false;
    }

    @Override
    void close();
}
