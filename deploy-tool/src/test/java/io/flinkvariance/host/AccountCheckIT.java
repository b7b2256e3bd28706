package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountCheckIT {
    private final TestSshd sshd = new TestSshd(TestKeys.ED25519).authorize(TestKeys.ED25519);
    @TempDir private Path folder;

    @AfterEach
    void stop() {
        sshd.close();
    }

    private void assertRefused(Supplier<PlayedCommand> whateverIsAskedFor, String message)
            throws Exception {
        sshd.script("", whateverIsAskedFor::get);
        try (SshHost host = Hosts.of(TestSshd.settings(folder, sshd.port()))) {
            assertThatThrownBy(() -> host.run("echo hello", Hosts.AMPLE))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void namesTheUserThatTheMachineNamesWithoutWaitingForTheEnd() throws Exception {
        assertRefused(
                () ->
                        PlayedCommand.sayingWithoutEnd(
                                "Please login as the user \"ubuntu\" rather than the user \"root\".\n\n"),
                "[127.0.0.1] logging in as flink: the key was taken, but instead of running a command"
                        + " the machine says: Please login as the user \"ubuntu\" rather than the"
                        + " user \"root\". Try: ssh.user=ubuntu");
    }

    @Test
    void knowsAnAccountWithoutAShell() throws Exception {
        assertRefused(
                () -> PlayedCommand.saying("This account is currently not available.\n"),
                "[127.0.0.1] logging in as flink: the key was taken, but instead of running a command"
                        + " the machine says: This account is currently not available."
                        + " Try: ssh.user= an account with a shell,"
                        + " or there: sudo chsh -s /bin/bash flink");
    }

    @Test
    void knowsAnAccountThatSaysNothing() throws Exception {
        assertRefused(
                () -> PlayedCommand.endingWith(1),
                "[127.0.0.1] logging in as flink: the key was taken, but the account runs no command,"
                        + " and says nothing. Try: ssh.user= an account with a shell,"
                        + " or there: sudo chsh -s /bin/bash flink");
    }

    @Test
    void sendsToATerminalWhosePasswordHasExpired() throws Exception {
        assertRefused(
                () ->
                        PlayedCommand.saying(
                                """
                                WARNING: Your password has expired.
                                Password change required but no TTY available.
                                """),
                ("[127.0.0.1] logging in as flink: the key was taken, but instead of running a command"
                                + " the machine says: WARNING: Your password has expired. /"
                                + " Password change required but no TTY available."
                                + " Try: ssh -t -p %d -i %s flink@127.0.0.1,"
                                + " which asks for a new password")
                        .formatted(sshd.port(), folder.resolve("key")));
    }

    @Test
    void showsWhatAForcedCommandSays() throws Exception {
        assertRefused(
                () -> PlayedCommand.saying("Only rsync is allowed here\n"),
                "[127.0.0.1] logging in as flink: the key was taken, but instead of running a command"
                        + " the machine says: Only rsync is allowed here."
                        + " Try: an ssh.user or ssh.key that may run commands: see command= in"
                        + " ~flink/.ssh/authorized_keys and ForceCommand in /etc/ssh/sshd_config there");
    }

    @Test
    void saysThatAShellPrintsMoreThanACommandDoes() throws Exception {
        assertRefused(
                () -> PlayedCommand.saying("Welcome!\nflink-variance-account\n"),
                "[127.0.0.1] logging in as flink: the key was taken, but instead of running a command"
                        + " the machine says: Welcome! / flink-variance-account."
                        + " Try: no output before a command's own: ~flink/.bashrc there must print"
                        + " nothing unless a terminal is there");
    }

    @Test
    void asksOnceAConnectionAndNoBastion() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        sshd.script(
                "account-check",
                () -> {
                    asked.incrementAndGet();
                    return PlayedCommand.saying("flink-variance-account\n");
                });
        SshSettings direct = TestSshd.settings(folder, sshd.port());

        try (TestSshd bastion =
                        new TestSshd(TestKeys.ED25519)
                                .authorize(TestKeys.ED25519)
                                .script("", () -> PlayedCommand.endingWith(1));
                SshHost host =
                        Hosts.of(
                                new SshSettings(
                                        direct.host(),
                                        direct.port(),
                                        direct.user(),
                                        direct.key(),
                                        TestSshd.knownHosts(
                                                folder,
                                                sshd.port(),
                                                bastion.port(),
                                                TestKeys.ED25519),
                                        Optional.of(
                                                new SshJump(
                                                        TestSshd.USER,
                                                        "127.0.0.1",
                                                        bastion.port()))))) {
            host.run("true", Hosts.AMPLE);
            host.run("true", Hosts.AMPLE);
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void takesAKeyThatIsNotEnoughForTheKeyOfThisUser() throws Exception {
        sshd.askForASecondFactor();

        try (SshHost host = Hosts.of(TestSshd.settings(folder, sshd.port()))) {
            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessage(
                            ("[127.0.0.1] logging in as flink with %s: the key was taken, and more is"
                                            + " asked for (password), which this tool has not got."
                                            + " Try: AuthenticationMethods publickey for this user in"
                                            + " /etc/ssh/sshd_config there")
                                    .formatted(folder.resolve("key")));
        }
    }
}
