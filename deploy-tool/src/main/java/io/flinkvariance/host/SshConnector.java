package io.flinkvariance.host;

import io.flinkvariance.error.DeployException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
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

    SshConnection connect() throws InterruptedException {
        KnownHosts known = KnownHosts.read(settings.knownHosts());
        SshMachine target = SshMachine.target(settings);
        if (settings.jump().isEmpty()) {
            return checked(target, connect(target, known, Optional.empty()));
        }
        SshJump jump = settings.jump().get();
        SshConnection bastion =
                connect(SshMachine.bastion(settings, jump), known, Optional.empty());
        try {
            return checked(target, connect(target, known, Optional.of(bastion)));
        } catch (RuntimeException | InterruptedException failed) {
            bastion.close();
            throw failed;
        }
    }

    /** A bastion need not run commands, and often may not. */
    private SshConnection checked(SshMachine target, SshConnection made)
            throws InterruptedException {
        try {
            new AccountCheck(target, timings.answer()).require(made);
            return made;
        } catch (RuntimeException | InterruptedException failed) {
            made.close();
            throw failed;
        }
    }

    private SshConnection connect(
            SshMachine machine, KnownHosts known, Optional<SshConnection> through)
            throws InterruptedException {
        SSHClient client = new SSHClient(config);
        FirstBytes greeting = new FirstBytes();
        configure(client, greeting);
        LoginFailure failure = new LoginFailure(machine, identity.description());
        BackgroundWork<Void> handshake =
                BackgroundWork.start(
                        "ssh-handshake",
                        () -> {
                            shakeHands(client, machine, known, through, greeting);
                            return null;
                        });
        try {
            // Reading the key takes as long as a good part of that.
            List<AuthMethod> methods = identity.methods();
            handshake.await(timings.connect().plus(timings.answer().multipliedBy(2)));
            BackgroundWork.start("ssh-login", () -> logIn(client, methods, failure, machine))
                    .await(timings.answer().multipliedBy(methods.size() + 1L));
            return new SshConnection(client, through);
        } catch (TimeoutException tooLate) {
            giveUp(client, handshake);
            throw new ConnectFailure(machine).unreachable(tooLate);
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

    private void configure(SSHClient client, FirstBytes greeting) {
        client.setSocketFactory(new PromptSockets(greeting));
        client.setConnectTimeout(Math.toIntExact(timings.connect().toMillis()));
        int answer = Math.toIntExact(timings.answer().toMillis());
        client.setTimeout(answer);
        client.getTransport().setTimeoutMs(answer);
        client.getConnection().setTimeoutMs(answer);
        KeepAliveRunner keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
        keepAlive.setKeepAliveInterval(Math.toIntExact(timings.keepAlive().toSeconds()));
        keepAlive.setMaxAliveCount(timings.missesTolerated());
    }

    private static void shakeHands(
            SSHClient client,
            SshMachine machine,
            KnownHosts known,
            Optional<SshConnection> through,
            FirstBytes greeting) {
        HostKeyCheck check = new HostKeyCheck(known, machine);
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
        } catch (IOException failed) {
            throw check.refusal()
                    .<DeployException>map(refusal -> refusal)
                    .orElseGet(
                            () -> new ConnectFailure(machine).explained(failed, greeting.text()));
        }
    }

    private static Void logIn(
            SSHClient client, List<AuthMethod> methods, LoginFailure failure, SshMachine machine) {
        try {
            client.auth(machine.user(), methods);
            return null;
        } catch (UserAuthException refused) {
            throw failure.refused(refused, client.getUserAuth());
        } catch (IOException | IllegalStateException failed) {
            throw failure.broken(failed);
        }
    }
}
