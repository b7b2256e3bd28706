package io.flinkvariance.host;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;

/** Makes connections: finds the way, checks the host's key, logs in. */
final class SshConnector {
    private final SshSettings settings;
    private final SshIdentity identity;
    private final SshTimings timings;
    private final Config config = SshAlgorithms.config();

    SshConnector(SshSettings settings, SshIdentity identity, SshTimings timings) {
        this.settings = settings;
        this.identity = identity;
        this.timings = timings;
    }

    /** One end of a connection. */
    private record Machine(String host, int port, String user) {}

    SshConnection connect() throws InterruptedException {
        KnownHosts known = KnownHosts.read(settings.knownHosts());
        Machine target = new Machine(settings.host(), settings.port(), settings.user());
        if (settings.jump().isEmpty()) {
            return connect(target, known, Optional.empty());
        }
        SshJump jump = settings.jump().get();
        SshConnection bastion =
                connect(
                        new Machine(jump.host(), jump.port(), jump.user()),
                        known,
                        Optional.empty());
        try {
            return connect(target, known, Optional.of(bastion));
        } catch (RuntimeException | InterruptedException failed) {
            bastion.close();
            throw failed;
        }
    }

    private SshConnection connect(
            Machine machine, KnownHosts known, Optional<SshConnection> through)
            throws InterruptedException {
        SSHClient client = new SSHClient(config);
        configure(client);
        BackgroundWork<Void> handshake =
                BackgroundWork.start(
                        "ssh-handshake", () -> shakeHands(client, machine, known, through));
        try {
            // Reading the key takes as long as a good part of that.
            List<AuthMethod> methods = identity.methods();
            handshake.await(timings.connect().plus(timings.answer().multipliedBy(2)));
            BackgroundWork.start("ssh-login", () -> logIn(client, machine, methods))
                    .await(timings.answer().multipliedBy(methods.size() + 1L));
            return new SshConnection(client, through);
        } catch (TimeoutException tooLate) {
            giveUp(client, handshake);
            throw unreachable(machine, tooLate);
        } catch (RuntimeException | InterruptedException failed) {
            giveUp(client, handshake);
            throw failed;
        }
    }

    /** What is in the middle of connecting may have nothing to close yet. */
    private static void giveUp(SSHClient client, BackgroundWork<Void> handshake) {
        SshConnection.close(client);
        BackgroundWork.start(
                "ssh-goodbye",
                () -> {
                    handshake.await();
                    SshConnection.close(client);
                    return null;
                });
    }

    private void configure(SSHClient client) {
        client.setSocketFactory(new PromptSockets());
        client.setConnectTimeout(Math.toIntExact(timings.connect().toMillis()));
        int answer = Math.toIntExact(timings.answer().toMillis());
        client.setTimeout(answer);
        client.getTransport().setTimeoutMs(answer);
        client.getConnection().setTimeoutMs(answer);
        KeepAliveRunner keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
        keepAlive.setKeepAliveInterval(Math.toIntExact(timings.keepAlive().toSeconds()));
        keepAlive.setMaxAliveCount(timings.missesTolerated());
    }

    private Void shakeHands(
            SSHClient client, Machine machine, KnownHosts known, Optional<SshConnection> through) {
        HostKeyCheck check = new HostKeyCheck(known);
        client.addHostKeyVerifier(check);
        try {
            if (through.isPresent()) {
                client.connectVia(
                        through.get().direct(machine.host(), machine.port()),
                        machine.host(),
                        machine.port());
            } else {
                client.connect(machine.host(), machine.port());
            }
            return null;
        } catch (IOException failed) {
            throw check.refusal()
                    .<DeployException>map(refusal -> refusal)
                    .orElseGet(() -> explained(machine, failed));
        }
    }

    private Void logIn(SSHClient client, Machine machine, List<AuthMethod> methods) {
        try {
            client.auth(machine.user(), methods);
            return null;
        } catch (UserAuthException refused) {
            String taken = String.join(", ", client.getUserAuth().getAllowedMethods());
            throw notLetIn(machine, taken.isEmpty() ? Reason.of(refused) : "it takes " + taken);
        } catch (IOException | IllegalStateException failed) {
            throw hungUpOnTooManyKeys(failed)
                    ? notLetIn(machine, Reason.of(failed))
                    : unreachable(machine, failed);
        }
    }

    private DeployException explained(Machine machine, IOException failed) {
        if (failed.getMessage() != null && failed.getMessage().contains("reach a settlement")) {
            return new OperationFailedException(
                    "[%s] connecting: its sshd takes none of the algorithms offered: %s"
                            .formatted(machine.host(), Reason.of(failed)),
                    failed);
        }
        return unreachable(machine, failed);
    }

    /** OpenSSH ends the connection when an agent has offered it six keys in vain. */
    private static boolean hungUpOnTooManyKeys(Exception failed) {
        return failed instanceof SSHException disconnected
                && (disconnected.getDisconnectReason()
                                == DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE
                        || Reason.of(failed).contains("Too many authentication failures"));
    }

    private OperationFailedException notLetIn(Machine machine, String answer) {
        return new OperationFailedException(
                ("[%s] logging in as %s with %s: refused (%s)."
                                + " Try: is that the right user and key?"
                                + " The public key must be in ~%s/.ssh/authorized_keys there")
                        .formatted(
                                machine.host(),
                                machine.user(),
                                identity.description(),
                                answer,
                                machine.user()));
    }

    private static UnreachableException unreachable(Machine machine, Exception failed) {
        return new UnreachableException(
                ("[%s] connecting to port %d: %s."
                                + " Try: is the machine up, and does its firewall let this one in?")
                        .formatted(machine.host(), machine.port(), Reason.of(failed)),
                failed);
    }
}
