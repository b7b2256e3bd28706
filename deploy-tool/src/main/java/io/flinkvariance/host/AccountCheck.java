package io.flinkvariance.host;

import io.flinkvariance.error.Message;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.script.ShellScript;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * Whether an account that took the key runs commands, too: of a nologin shell, a forced command or
 * an expired password the login itself tells nothing.
 *
 * <p>One command whose output is known; its end is not waited for.
 */
final class AccountCheck {
    /** EC2's answer to root comes at once, and the end of its command ten seconds later. */
    private static final Duration FOR_THE_REST = Duration.ofSeconds(1);

    private static final String WORD = "flink-variance-account";
    private static final String SCRIPT = ShellScript.read(AccountCheck.class, "account-check.sh");
    private static final String COMMAND =
            "exec " + ShellWords.join("sh", "-c", SCRIPT, "account-check", WORD);
    private static final Pattern OTHER_USER =
            Pattern.compile("login as the user \"(?<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)\"");
    private static final Pattern NO_SHELL =
            Pattern.compile("account is (currently )?not available");
    private static final Pattern EXPIRED =
            Pattern.compile("(password|account) has expired|[Pp]assword change required");

    private final SshMachine machine;
    private final Duration patience;

    /**
     * @param patience how long the machine may take to say anything
     */
    AccountCheck(SshMachine machine, Duration patience) {
        this.machine = machine;
        this.patience = patience;
    }

    /**
     * Runs the command.
     *
     * @throws OperationFailedException with what the machine said instead
     * @throws UnreachableException if the connection is lost on the way
     */
    void require(SshConnection connection) throws InterruptedException {
        try (Session session = connection.session()) {
            Session.Command command = session.exec(COMMAND);
            FirstWords output = FirstWords.of("ssh-account", command.getInputStream());
            FirstWords errors = FirstWords.of("ssh-account-errors", command.getErrorStream());
            if (output.line(patience).equals(WORD)) {
                return;
            }
            String said =
                    (output.all(FOR_THE_REST) + "\n" + errors.all(FOR_THE_REST))
                            .strip()
                            .replaceAll("\\s*\\R\\s*", " / ");
            throw new OperationFailedException(message(said).toString());
        } catch (IOException lost) {
            throw SessionFailure.of(machine.host(), lost)
                    .orElseGet(
                            () ->
                                    new UnreachableException(
                                            Message.on(
                                                            machine.host(),
                                                            "trying a command as " + machine.user(),
                                                            "the connection was lost (%s)"
                                                                    .formatted(Reason.of(lost)))
                                                    .toString(),
                                            lost));
        }
    }

    private Message message(String said) {
        return Message.on(
                        machine.host(),
                        "logging in as " + machine.user(),
                        said.isEmpty()
                                ? "the key was taken, but the account runs no command, and says nothing"
                                : "the key was taken, but instead of running a command the machine says: "
                                        + withoutStop(said))
                .trying(remedy(said));
    }

    private static String withoutStop(String said) {
        return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
    }

    private String remedy(String said) {
        Matcher other = OTHER_USER.matcher(said);
        if (other.find()) {
            return "ssh.user=" + other.group("user");
        }
        if (EXPIRED.matcher(said).find()) {
            return machine.commandLine("-t") + ", which asks for a new password";
        }
        if (said.isEmpty() || NO_SHELL.matcher(said).find()) {
            return "ssh.user= an account with a shell, or there: sudo chsh -s /bin/bash "
                    + ShellWords.quote(machine.user());
        }
        if (said.contains(WORD)) {
            return "no output before a command's own: ~%s/.bashrc there must print nothing unless a terminal is there"
                    .formatted(machine.user());
        }
        return "an ssh.user or ssh.key that may run commands: see command= in ~%s/.ssh/authorized_keys and ForceCommand in /etc/ssh/sshd_config there"
                .formatted(machine.user());
    }
}
