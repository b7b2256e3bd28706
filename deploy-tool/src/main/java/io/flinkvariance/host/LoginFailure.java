package io.flinkvariance.host;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.Message;
import io.flinkvariance.error.OperationFailedException;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuth;
import net.schmizz.sshj.userauth.UserAuthException;

/** Says why nobody was let in. */
final class LoginFailure {
    private final SshMachine machine;
    private final String identity;

    /**
     * @param identity how the key is named that was offered
     */
    LoginFailure(SshMachine machine, String identity) {
        this.machine = machine;
        this.identity = identity;
    }

    /** The machine said no. */
    DeployException refused(UserAuthException refused, UserAuth state) {
        String taken = String.join(", ", state.getAllowedMethods());
        if (state.hadPartialSuccess()) {
            return new OperationFailedException(
                    message(
                                    "the key was taken, and more is asked for (%s), which this tool has not got"
                                            .formatted(taken))
                            .trying(
                                    "AuthenticationMethods publickey for this user in"
                                            + " /etc/ssh/sshd_config there")
                            .toString(),
                    refused);
        }
        return notLetIn(taken.isEmpty() ? Reason.of(refused) : "it takes " + taken);
    }

    /** The connection broke while somebody logged in. */
    DeployException broken(Exception failed) {
        return hungUpOnTooManyKeys(failed)
                ? notLetIn(Reason.of(failed))
                : new ConnectFailure(machine).unreachable(failed);
    }

    /** OpenSSH ends the connection when an agent has offered it six keys in vain. */
    private static boolean hungUpOnTooManyKeys(Exception failed) {
        return failed instanceof SSHException disconnected
                && (disconnected.getDisconnectReason()
                                == DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE
                        || Reason.of(failed).contains("Too many authentication failures"));
    }

    private OperationFailedException notLetIn(String answer) {
        return new OperationFailedException(
                message("refused (%s)".formatted(answer))
                        .trying(
                                ("is that the right user and key? The public key must be in"
                                                + " ~%s/.ssh/authorized_keys there")
                                        .formatted(machine.user()))
                        .toString());
    }

    private Message message(String why) {
        return Message.on(
                machine.host(),
                "logging in as %s with %s".formatted(machine.user(), identity),
                why);
    }
}
