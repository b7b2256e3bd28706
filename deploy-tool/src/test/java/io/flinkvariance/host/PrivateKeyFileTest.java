package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class PrivateKeyFileTest {
    @TempDir private Path folder;

    static Stream<Arguments> openFiles() {
        return Stream.of(
                Arguments.of(TestKeys.openSsh(TestKeys.ED25519), TestKeys.ED25519),
                Arguments.of(TestKeys.openSsh(TestKeys.RSA), TestKeys.RSA),
                Arguments.of(TestKeys.openSsh(TestKeys.ECDSA), TestKeys.ECDSA),
                Arguments.of(TestKeys.pem(TestKeys.RSA), TestKeys.RSA),
                Arguments.of(TestKeys.pem(TestKeys.ECDSA), TestKeys.ECDSA),
                Arguments.of(TestKeys.pkcs8(TestKeys.RSA), TestKeys.RSA),
                Arguments.of(
                        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                                + TestKeys.pem(TestKeys.ECDSA),
                        TestKeys.ECDSA));
    }

    @ParameterizedTest
    @MethodSource("openFiles")
    void readsKeysOfAllKindsAndFormats(String text, KeyPair key) throws Exception {
        KeyPair read = PrivateKeyFile.read(TestKeys.file(folder, text)).unprotected().orElseThrow();

        assertThat(TestKeys.wire(read.getPublic())).isEqualTo(TestKeys.wire(key.getPublic()));
    }

    static Stream<Arguments> protectedFiles() {
        return Stream.of(
                Arguments.of(TestKeys.openSshWithPassphrase(TestKeys.ED25519), TestKeys.ED25519),
                Arguments.of(TestKeys.openSshWithPassphrase(TestKeys.RSA), TestKeys.RSA),
                Arguments.of(TestKeys.pemWithPassphrase(TestKeys.RSA), TestKeys.RSA));
    }

    @ParameterizedTest
    @MethodSource("protectedFiles")
    void asksForThePassphraseUpToThreeTimes(String text, KeyPair key) throws Exception {
        Path file = TestKeys.file(folder, text);
        PrivateKeyFile locked = PrivateKeyFile.read(file);
        List<String> questions = new ArrayList<>();
        PassphrasePrompt prompt =
                question -> {
                    questions.add(question);
                    String answer = questions.size() < 3 ? "wrong" : TestKeys.PASSPHRASE;
                    return Optional.of(answer.toCharArray());
                };

        assertThat(locked.unprotected()).isEmpty();
        KeyPair read = locked.unlock(prompt);

        assertThat(TestKeys.wire(read.getPublic())).isEqualTo(TestKeys.wire(key.getPublic()));
        assertThat(questions)
                .containsExactly(
                        "Passphrase for %s: ".formatted(file),
                        "That was not it. Passphrase for %s: ".formatted(file),
                        "That was not it. Passphrase for %s: ".formatted(file));
    }

    @Test
    void givesUpAfterThreeWrongPassphrases() throws Exception {
        Path file = TestKeys.file(folder, TestKeys.openSshWithPassphrase(TestKeys.ED25519));

        assertThatThrownBy(
                        () ->
                                PrivateKeyFile.read(file)
                                        .unlock(q -> Optional.of("wrong".toCharArray())))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage("ssh.key: none of 3 passphrases was that of " + file);
    }

    @Test
    void sendsWhoHasNoTerminalToTheAgent() throws Exception {
        Path file = TestKeys.file(folder, TestKeys.openSshWithPassphrase(TestKeys.ED25519));

        assertThatThrownBy(() -> PrivateKeyFile.read(file).unlock(question -> Optional.empty()))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        ("ssh.key: %s is protected by a passphrase, and there is no terminal to ask"
                                        + " on. Try: ssh-add %s")
                                .formatted(file, file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---", "rw------x"})
    void refusesAKeyThatIsOpenToOthers(String permissions) throws Exception {
        Path file = TestKeys.file(folder, TestKeys.openSsh(TestKeys.ED25519));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> PrivateKeyFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        ("ssh.key: %s is open to others (%s), and a private key must not be."
                                        + " Try: chmod 600 %s")
                                .formatted(file, permissions, file));
    }

    @Test
    void takesAKeyThatItsOwnerCanOnlyRead() throws Exception {
        Path file = TestKeys.file(folder, TestKeys.openSsh(TestKeys.ED25519));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

        assertThat(PrivateKeyFile.read(file).unprotected()).isPresent();
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> PrivateKeyFile.read(folder.resolve("none")))
                .isInstanceOf(UsageException.class)
                .hasMessage("ssh.key: there is no file " + folder.resolve("none"));
    }

    @Test
    void saysThatItIsAFolder() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> PrivateKeyFile.read(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("ssh.key: %s cannot be read: ".formatted(folder));
    }

    @Test
    void saysThatItIsTheWrongHalf() throws Exception {
        Path file =
                TestKeys.file(folder, TestKeys.publicLine(TestKeys.RSA.getPublic()) + " me@here\n");
        Path pub = Files.move(file, folder.resolve("my-key.pub"));

        assertThatThrownBy(() -> PrivateKeyFile.read(pub))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.key: %s is a public key. Try: the private one, %s"
                                .formatted(pub, folder.resolve("my-key")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nQUJD\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nQUJD\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n"
            })
    void saysThatItIsNoKey(String text) throws Exception {
        Path file = TestKeys.file(folder, text);

        assertThatThrownBy(() -> PrivateKeyFile.read(file).unprotected())
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        ("ssh.key: %s is not a private key that can be read here."
                                        + " Try: ssh-keygen -p -f %s, which writes OpenSSH's format")
                                .formatted(file, file));
    }
}
