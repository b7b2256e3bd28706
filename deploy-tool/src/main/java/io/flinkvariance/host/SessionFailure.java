package io.flinkvariance.host;

import io.flinkvariance.error.Message;
import io.flinkvariance.error.OperationFailedException;
import java.util.Optional;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** A machine that lets somebody in and then opens no channel, which is no lost connection. */
final class SessionFailure {
    private SessionFailure() {}

    /** The refusal to open a channel that a failure comes from, if it does. */
    static Optional<OpenFailException> refusal(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenFailException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    /** Whether a port may not be forwarded, whoever listens there. */
    static boolean forbidsForwarding(Throwable failed) {
        return refusal(failed)
                .map(OpenFailException::getReason)
                .filter(OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED::equals)
                .isPresent();
    }

    /** What to say of a session that was refused. */
    static Optional<RuntimeException> of(String host, Throwable failed) {
        return refusal(failed)
                .map(
                        refused ->
                                new OperationFailedException(
                                        Message.on(
                                                        host,
                                                        "opening one more session on the connection",
                                                        "its sshd refuses it (%s)"
                                                                .formatted(refused.getMessage()))
                                                .trying(
                                                        "MaxSessions 10, which is the default, in"
                                                                + " /etc/ssh/sshd_config there")
                                                .toString(),
                                        failed));
    }
}
