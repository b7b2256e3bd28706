package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SshLoginIT {
    private final TestSshd sshd = new TestSshd(TestKeys.ED25519);
    @TempDir private Path folder;

    @AfterEach
    void stop() {
        sshd.close();
    }

    private SshSettings settings(String user, Optional<Path> key) throws Exception {
        return new SshSettings(
                "127.0.0.1",
                sshd.port(),
                user,
                key,
                TestSshd.knownHosts(folder, sshd.port(), TestKeys.ED25519),
                Optional.empty());
    }

    private SshSettings withKey(String text) throws Exception {
        return settings(TestSshd.USER, Optional.of(TestKeys.file(folder, text)));
    }

    private static String hello(SshHost host) throws InterruptedException {
        return host.run("echo hello", Hosts.AMPLE).output();
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(TestKeys.openSsh(TestKeys.ED25519), TestKeys.ED25519),
                Arguments.of(TestKeys.openSsh(TestKeys.ECDSA), TestKeys.ECDSA),
                Arguments.of(TestKeys.pem(TestKeys.RSA), TestKeys.RSA),
                Arguments.of(TestKeys.pkcs8(TestKeys.RSA), TestKeys.RSA),
                Arguments.of(TestKeys.pkcs8(TestKeys.ECDSA), TestKeys.ECDSA),
                Arguments.of(TestKeys.pkcs8(TestKeys.ED25519), TestKeys.ED25519));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void takesKeysOfAllKinds(String text, KeyPair key) throws Exception {
        sshd.authorize(key);

        try (SshHost host = Hosts.of(withKey(text))) {
            assertThat(hello(host)).isEqualTo("hello\n");
        }
    }

    @Test
    void asksForAPassphraseOnceAndNotAgainOnANewConnection() throws Exception {
        sshd.authorize(TestKeys.ED25519);
        List<String> questions = new ArrayList<>();
        PassphrasePrompt prompt =
                question -> {
                    questions.add(question);
                    return Optional.of(TestKeys.PASSPHRASE.toCharArray());
                };

        try (SshHost host =
                Hosts.of(withKey(TestKeys.openSshWithPassphrase(TestKeys.ED25519)), prompt)) {
            hello(host);
            sshd.hangUp();
            assertThat(Hosts.eventually(() -> hello(host))).isEqualTo("hello\n");
        }

        assertThat(questions).hasSize(1);
        assertThat(sshd.logins()).isEqualTo(2);
    }

    @Test
    void endsAtAnInterruptWhileSomebodyIsAsked() throws Exception {
        Thread caller = Thread.currentThread();
        PassphrasePrompt prompt =
                question -> {
                    caller.interrupt();
                    try {
                        Thread.sleep(Hosts.AMPLE.toMillis());
                    } catch (InterruptedException closed) {
                        // The host was closed.
                    }
                    return Optional.empty();
                };

        try (SshHost host =
                Hosts.of(withKey(TestKeys.openSshWithPassphrase(TestKeys.ED25519)), prompt)) {
            assertThatThrownBy(() -> hello(host)).isInstanceOf(InterruptedException.class);
        }
    }

    static Stream<KeyPair> agentKeys() {
        return Stream.of(TestKeys.ED25519, TestKeys.RSA);
    }

    @ParameterizedTest
    @MethodSource("agentKeys")
    void takesAKeyOfTheAgentWithoutAFile(KeyPair key) throws Exception {
        sshd.authorize(key);
        Path socket = folder.resolve("agent");

        try (TestAgent agent = new TestAgent(socket, TestKeys.OTHER_ED25519, key);
                SshHost host = withAgent(settings(TestSshd.USER, Optional.empty()), socket)) {
            assertThat(agent).isNotNull();
            assertThat(hello(host)).isEqualTo("hello\n");
        }
    }

    @Test
    void needsNoPassphraseForAKeyThatTheAgentHas() throws Exception {
        sshd.authorize(TestKeys.ED25519);
        Path socket = folder.resolve("agent");

        try (TestAgent agent = new TestAgent(socket, TestKeys.RSA, TestKeys.ED25519);
                SshHost host =
                        withAgent(
                                withKey(TestKeys.openSshWithPassphrase(TestKeys.ED25519)),
                                socket)) {
            assertThat(agent).isNotNull();
            assertThat(hello(host)).isEqualTo("hello\n");
        }
    }

    private static SshHost withAgent(SshSettings settings, Path socket) {
        return new SshHost(
                settings, question -> Optional.empty(), Optional.of(socket), SshTimings.DEFAULT);
    }

    @Test
    void saysThatTheAgentHasNoKey() throws Exception {
        Path socket = folder.resolve("agent");

        try (TestAgent agent = new TestAgent(socket);
                SshHost host = withAgent(settings(TestSshd.USER, Optional.empty()), socket)) {
            assertThat(agent).isNotNull();
            assertThatThrownBy(() -> hello(host))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessage(
                            "ssh.key is not set, and the SSH agent holds no key."
                                    + " Try: ssh-add /path/to/the/private/key");
        }
    }

    @Test
    void saysThatTheAgentIsGone() throws Exception {
        try (SshHost host =
                withAgent(settings(TestSshd.USER, Optional.empty()), folder.resolve("agent"))) {
            assertThatThrownBy(() -> hello(host))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageStartingWith("asking the SSH agent for its keys: ")
                    .hasMessageEndingWith(". Try: ssh-add -l");
        }
    }

    @Test
    void saysThatThereIsNeitherKeyNorAgent() throws Exception {
        try (SshHost host = Hosts.of(settings(TestSshd.USER, Optional.empty()))) {
            assertThatThrownBy(() -> hello(host))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            "ssh.key is not set, and there is no SSH agent (SSH_AUTH_SOCK is not"
                                    + " set). Try: ssh.key=/path/to/the/private/key");
        }
    }

    @Test
    void namesUserAndKeyThatWereNotLetIn() throws Exception {
        Path key = TestKeys.file(folder, TestKeys.openSsh(TestKeys.OTHER_ED25519));

        try (SshHost host = Hosts.of(settings("ubuntu", Optional.of(key)))) {
            assertThatThrownBy(() -> hello(host))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessage(
                            ("[127.0.0.1] logging in as ubuntu with %s: refused (it takes"
                                            + " publickey). Try: is that the right user and key? The public"
                                            + " key must be in ~ubuntu/.ssh/authorized_keys there")
                                    .formatted(key));
        }
    }

    @Test
    void saysWhatIsWrongWithTheKeyEvenIfNobodyIsThere() throws Exception {
        SshSettings nowhere = settings(TestSshd.USER, Optional.of(folder.resolve("no-such-key")));
        sshd.close();

        try (SshHost host = Hosts.of(nowhere)) {
            assertThatThrownBy(() -> hello(host))
                    .hasMessage("ssh.key: there is no file " + folder.resolve("no-such-key"));
        }
    }
}
