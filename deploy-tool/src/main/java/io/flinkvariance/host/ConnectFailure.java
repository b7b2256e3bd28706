package io.flinkvariance.host;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.Message;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says why no connection came about, by what was seen of it. */
final class ConnectFailure {
    private static final int SHOWN = 80;
    private static final Pattern BUSY =
            Pattern.compile("Exceeded MaxStartups|Not allowed at this time");

    private final SshMachine machine;

    ConnectFailure(SshMachine machine) {
        this.machine = machine;
    }

    /**
     * Explains it.
     *
     * @param greeting what the server said before it failed
     */
    DeployException explained(IOException failed, String greeting) {
        if (SessionFailure.refusal(failed).isPresent()) {
            return machine.jump().map(jump -> behind(jump, failed)).orElse(unreachable(failed));
        }
        if (failed.getMessage() != null && failed.getMessage().contains("reach a settlement")) {
            return new OperationFailedException(
                    connecting(
                                    "its sshd takes none of the algorithms offered (%s)"
                                            .formatted(Reason.of(failed)))
                            .toString(),
                    failed);
        }
        Optional<String> said = firstLine(greeting);
        if (said.isPresent() && BUSY.matcher(said.get()).find()) {
            return new UnreachableException(
                    connecting("its sshd turns away (%s)".formatted(said.get()))
                            .trying(
                                    "again in a minute, or MaxStartups in /etc/ssh/sshd_config there")
                            .toString(),
                    failed);
        }
        if (said.isPresent() && !said.get().startsWith("SSH-")) {
            return new UsageException(
                    connecting(
                                    "what listens there is no sshd, it says \"%s\""
                                            .formatted(said.get()))
                            .trying("ssh.port= the port of the sshd, usually 22")
                            .toString(),
                    failed);
        }
        if (said.isEmpty() && hungUpAtOnce(failed)) {
            return new UnreachableException(
                    connecting("it was taken, and closed without a word")
                            .trying(
                                    "is an sshd at that port, and do MaxStartups in"
                                            + " /etc/ssh/sshd_config, /etc/hosts.deny and fail2ban"
                                            + " there let this machine in?")
                            .toString(),
                    failed);
        }
        return unreachable(failed);
    }

    private static boolean hungUpAtOnce(IOException failed) {
        String why = Reason.of(failed);
        return why.contains("identification") || why.contains("Broken transport; encountered EOF");
    }

    private static Optional<String> firstLine(String greeting) {
        return greeting.lines()
                .map(line -> line.replaceAll("[^ -~]", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> line.substring(0, Math.min(SHOWN, line.length())));
    }

    /** The bastion is there, and does not lead on. */
    private DeployException behind(SshJump jump, IOException failed) {
        String what = "going on to %s:%d".formatted(machine.host(), machine.port());
        if (SessionFailure.forbidsForwarding(failed)) {
            return new OperationFailedException(
                    Message.on(jump.host(), what, "its sshd forbids to forward ports")
                            .trying(PortForward.TO_ALLOW_IT)
                            .toString(),
                    failed);
        }
        return new UnreachableException(
                Message.on(jump.host(), what, Reason.of(failed))
                        .trying(
                                "is the machine up, and does its firewall let %s in?"
                                        .formatted(jump.host()))
                        .toString(),
                failed);
    }

    UnreachableException unreachable(Exception failed) {
        Message message = connecting(Reason.of(failed));
        return new UnreachableException(
                (isNoName(failed)
                                ? message.trying(
                                        "ssh.host as it is written, or the machine's address")
                                : message.trying(
                                        "is the machine up, and does its firewall let this one in?"))
                        .toString(),
                failed);
    }

    private static boolean isNoName(Throwable failed) {
        return failed instanceof UnknownHostException
                || (failed.getCause() != null && isNoName(failed.getCause()));
    }

    private Message connecting(String why) {
        return Message.on(machine.host(), "connecting to port " + machine.port(), why);
    }
}
