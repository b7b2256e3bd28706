package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshCommandIT {
    private final TestSshd sshd = new TestSshd(TestKeys.ED25519).authorize(TestKeys.ED25519);
    @TempDir private Path folder;
    private SshHost host;

    @BeforeEach
    void connect() throws Exception {
        host = Hosts.of(TestSshd.settings(folder, sshd.port()));
    }

    @AfterEach
    void stop() {
        host.close();
        sshd.close();
    }

    @Test
    void answersWithOutputErrorsAndExitCode() throws Exception {
        assertThat(host.run("echo out; echo err >&2; exit 7", Hosts.AMPLE))
                .isEqualTo(new CommandResult(7, "out\n", "err\n"));
    }

    @Test
    void keepsTextAndShellWordsAsTheyAre() throws Exception {
        String word = "it's a \"word\" with $HOME, `ls`, \\ and ü\n";

        assertThat(host.run(ShellWords.join("printf", "%s", word), Hosts.AMPLE).output())
                .isEqualTo(word);
    }

    @Test
    void needsOneConnectionForManyCommands() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(host.run("true", Hosts.AMPLE).succeeded()).isTrue();
        }

        assertThat(sshd.logins()).isEqualTo(1);
    }

    @Test
    void letsSeveralThreadsShareTheConnection() throws Exception {
        CompletableFuture<?>[] commands = new CompletableFuture<?>[8];
        for (int i = 0; i < commands.length; i++) {
            String number = Integer.toString(i);
            commands[i] =
                    CompletableFuture.runAsync(
                            () ->
                                    assertThat(outputOf("sleep 0.2; echo " + number))
                                            .isEqualTo(number + "\n"));
        }

        CompletableFuture.allOf(commands).get(30, TimeUnit.SECONDS);

        assertThat(sshd.logins()).isEqualTo(1);
    }

    private String outputOf(String command) {
        try {
            return host.run(command, Hosts.AMPLE).output();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void saysWhichSettingAllowsMoreCommandsAtATime() throws Exception {
        assertThat(outputOf("echo alone")).isEqualTo("alone\n");
        sshd.allowSessions(1);
        Path begun = folder.resolve("begun");
        Path stop = folder.resolve("stop");
        CompletableFuture<String> first =
                CompletableFuture.supplyAsync(
                        () ->
                                outputOf(
                                        "touch '%s'; until test -e '%s'; do sleep 0.1; done; echo done"
                                                .formatted(begun, stop)));
        while (!Files.exists(begun)) {
            Thread.sleep(20);
        }

        assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageMatching(
                        "\\[127\\.0\\.0\\.1] opening one more session on the connection: its sshd refuses"
                                + " it \\(.+\\)\\. Try: MaxSessions 10, which is the default,"
                                + " in /etc/ssh/sshd_config there");

        Files.createFile(stop);
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("done\n");
        Hosts.awaitNone(sshd::sessions);
        assertThat(outputOf("echo again")).isEqualTo("again\n");
        assertThat(sshd.logins()).isEqualTo(1);
    }

    @Test
    void readsMuchOfBothStreamsWithoutGettingStuck() throws Exception {
        CommandResult result =
                host.run(
                        "head -c 3000000 /dev/zero | tr '\\0' e >&2;"
                                + " head -c 3000000 /dev/zero | tr '\\0' o",
                        Hosts.AMPLE);

        assertThat(result.output()).hasSize(3_000_000).endsWith("o");
        assertThat(result.errors()).hasSize(3_000_000).endsWith("e");
    }

    @Test
    void givesUpOnACommandThatNeverStopsTalking() throws Exception {
        assertThatThrownBy(() -> host.run("yes", Hosts.AMPLE))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage("[127.0.0.1] running yes: more than 8 MiB of output");

        assertThat(host.run("echo on", Hosts.AMPLE).output()).isEqualTo("on\n");
    }

    @Test
    void givesUpAfterTheTimeoutAndTellsTheCommandToEnd() throws Exception {
        PlayedCommand endless = PlayedCommand.endless();
        sshd.script("endless", () -> endless);

        assertThatThrownBy(() -> host.run("endless", Duration.ofMillis(300)))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage("[127.0.0.1] running endless: no end after 300 ms");

        assertThat(endless.firstSignal()).isEqualTo(Signal.TERM);
        assertThat(host.run("echo on", Hosts.AMPLE).output()).isEqualTo("on\n");
        assertThat(sshd.logins()).isEqualTo(1);
    }

    @Test
    void endsAtAnInterruptAndTellsTheCommandToEnd() throws Exception {
        PlayedCommand endless = PlayedCommand.endless();
        sshd.script("endless", () -> endless);
        Thread caller = Thread.currentThread();
        endless.whenStarted(caller::interrupt);

        assertThatThrownBy(() -> host.run("endless", Hosts.AMPLE))
                .isInstanceOf(InterruptedException.class);

        assertThat(endless.firstSignal()).isEqualTo(Signal.TERM);
        // Tidying up goes over the same connection.
        assertThat(host.run("echo on", Hosts.AMPLE).output()).isEqualTo("on\n");
        assertThat(sshd.logins()).isEqualTo(1);
    }

    @Test
    void showsTheBeginningOfALongCommand() {
        sshd.script("endless", PlayedCommand::endless);

        assertThatThrownBy(
                        () ->
                                host.run(
                                        "endless --with " + "x".repeat(200) + "\nmore",
                                        Duration.ofSeconds(1)))
                .hasMessage(
                        "[127.0.0.1] running endless --with %s …: no end after 1 s"
                                .formatted("x".repeat(65)));
    }

    @Test
    void takesASignalForAFailure() throws Exception {
        sshd.script("struck", () -> PlayedCommand.endingBySignal("KILL"));

        assertThat(host.run("struck", Hosts.AMPLE).exitCode()).isEqualTo(137);
    }

    @Test
    void neverTakesAMissingExitCodeForSuccess() {
        sshd.script("vanishing", PlayedCommand::vanishing);

        assertThatThrownBy(() -> host.run("vanishing", Hosts.AMPLE))
                .isInstanceOf(UnreachableException.class)
                .hasMessage(
                        "[127.0.0.1] running vanishing: the connection was lost"
                                + " (the channel was closed without an exit code)");
    }

    @Test
    void writesNothingToTheTerminal() throws Exception {
        Path err = folder.resolve("err");
        assertThat(
                        new ProcessBuilder(
                                        ProcessHandle.current().info().command().orElseThrow(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        OneCommand.class.getName(),
                                        folder.toString(),
                                        Integer.toString(sshd.port()))
                                .redirectErrorStream(true)
                                .redirectOutput(err.toFile())
                                .start()
                                .waitFor())
                .as(Files.readString(err))
                .isZero();

        assertThat(err).hasContent("hello");
    }

    /** Runs in a JVM whose logging nobody has set up. */
    static final class OneCommand {
        private OneCommand() {}

        public static void main(String[] arguments) throws Exception {
            SshSettings settings =
                    new SshSettings(
                            "127.0.0.1",
                            Integer.parseInt(arguments[1]),
                            TestSshd.USER,
                            java.util.Optional.of(Path.of(arguments[0], "key")),
                            Path.of(arguments[0], "known_hosts"),
                            java.util.Optional.empty());
            try (SshHost host = Hosts.of(settings)) {
                System.out.print(host.run("echo hello", Hosts.AMPLE).output());
            }
        }
    }
}
