package io.flinkvariance.host;

import io.flinkvariance.error.Message;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.script.ShellScript;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;

/** How a TCP connection is made to go on from a host. */
enum TcpWay {
    /** By its sshd, as {@code ssh -L} does. */
    FORWARDED {
        @Override
        TcpChannel open(SshConnection connection, String address, int port) throws IOException {
            DirectConnection direct = connection.direct(address, port);
            return new TcpChannel(direct.getInputStream(), direct.getOutputStream(), direct);
        }
    },
    /** By a command, for hardened machines whose sshd forwards nothing. */
    RELAYED {
        @Override
        TcpChannel open(SshConnection connection, String address, int port) throws IOException {
            Session session = connection.session();
            Session.Command relay =
                    session.exec(
                            "exec "
                                    + ShellWords.join(
                                            "sh",
                                            "-c",
                                            RELAY,
                                            "tcp-relay",
                                            address,
                                            Integer.toString(port)));
            return new TcpChannel(relay.getInputStream(), relay.getOutputStream(), session);
        }
    };

    private static final String RELAY = ShellScript.read(TcpWay.class, "tcp-relay.sh");
    private static final String CAN_RELAY = ShellScript.read(TcpWay.class, "can-relay.sh");
    private static final Duration TO_LOOK = Duration.ofSeconds(10);

    /** What is forbidden is refused at once; only what is tried takes longer. */
    private static final Duration TO_BE_REFUSED = Duration.ofSeconds(2);

    abstract TcpChannel open(SshConnection connection, String address, int port) throws IOException;

    /**
     * The way that the host leaves open to a port, whether or not anybody listens there.
     *
     * @throws OperationFailedException if it leaves none
     */
    static TcpWay find(String host, SshConnection connection, String address, int port)
            throws InterruptedException {
        if (!isForbidden(connection, address, port)) {
            return FORWARDED;
        }
        if (new RemoteCommand(host, connection, CAN_RELAY).run(TO_LOOK).succeeded()) {
            return RELAYED;
        }
        throw new OperationFailedException(
                Message.on(
                                host,
                                "reaching %s:%d from there".formatted(address, port),
                                "its sshd forbids to forward ports, and no bash is there to do it instead")
                        .trying(PortForward.TO_ALLOW_IT)
                        .toString());
    }

    private static boolean isForbidden(SshConnection connection, String address, int port)
            throws InterruptedException {
        try {
            return BackgroundWork.start(
                            "ssh-forward-try", () -> isForbiddenNow(connection, address, port))
                    .await(TO_BE_REFUSED);
        } catch (TimeoutException beingTried) {
            return false;
        }
    }

    private static boolean isForbiddenNow(SshConnection connection, String address, int port) {
        try {
            connection.direct(address, port).close();
            return false;
        } catch (IOException refused) {
            return SessionFailure.forbidsForwarding(refused);
        }
    }
}
