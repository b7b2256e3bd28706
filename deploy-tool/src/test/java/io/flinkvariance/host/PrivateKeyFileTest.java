package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that are read, with a passphrase or without one. */
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
                Arguments.of(TestKeys.pkcs8(TestKeys.ECDSA), TestKeys.ECDSA),
                Arguments.of(TestKeys.pkcs8(TestKeys.ED25519), TestKeys.ED25519),
                Arguments.of(TestKeys.pemWithoutPublicHalf(TestKeys.ECDSA), TestKeys.ECDSA),
                Arguments.of(
                        "-----BEGIN EC PARAMETERS-----\n"
                                + "BggqhkjOPQMBBw==\n"
                                + "-----END EC PARAMETERS-----\n"
                                + TestKeys.pem(TestKeys.ECDSA),
                        TestKeys.ECDSA));
    }

    @ParameterizedTest
    @MethodSource("openFiles")
    void readsKeysOfAllKindsAndFormats(String text, KeyPair key) throws Exception {
        KeyPair read = PrivateKeyFile.read(TestKeys.file(folder, text)).unprotected().orElseThrow();

        assertThat(TestKeys.wire(read.getPublic())).isEqualTo(TestKeys.wire(key.getPublic()));
    }

    static Stream<UnaryOperator<String>> whatEditorsAndClipboardsLeave() {
        return Stream.of(
                text -> text.replace("\n", "  \n"),
                text -> text.replace("\n", " \t\n"),
                text -> text.replace("\n", "\r\n"),
                text -> "  " + text.replace("\n", "\n  "),
                text -> "\n\n" + text + "\n\n",
                text -> "\u00EF\u00BB\u00BF" + text,
                text -> text.stripTrailing(),
                text -> text + "my key\n");
    }

    @ParameterizedTest
    @MethodSource("whatEditorsAndClipboardsLeave")
    void readsWhatEditorsAndClipboardsLeave(UnaryOperator<String> left) throws Exception {
        for (String text :
                List.of(
                        TestKeys.openSsh(TestKeys.ED25519),
                        TestKeys.pem(TestKeys.RSA),
                        TestKeys.pkcs8(TestKeys.RSA))) {
            Path file = TestKeys.file(folder, left.apply(text));

            assertThat(PrivateKeyFile.read(file).unprotected()).isPresent();
        }
        Path locked = TestKeys.file(folder, left.apply(TestKeys.pemWithPassphrase(TestKeys.RSA)));
        assertThat(
                        PrivateKeyFile.read(locked)
                                .unlock(question -> Optional.of(TestKeys.PASSPHRASE.toCharArray())))
                .isNotNull();
    }

    static Stream<Arguments> protectedFiles() {
        return Stream.of(
                Arguments.of(
                        TestKeys.pkcs8WithPassphrase(TestKeys.RSA, TestKeys.AES_256), TestKeys.RSA),
                Arguments.of(
                        TestKeys.pkcs8WithPassphrase(TestKeys.RSA, TestKeys.TRIPLE_DES),
                        TestKeys.RSA),
                Arguments.of(
                        TestKeys.pkcs8WithPassphrase(TestKeys.RSA, TestKeys.PBES1), TestKeys.RSA),
                Arguments.of(
                        TestKeys.pkcs8WithPassphrase(TestKeys.ECDSA, TestKeys.TRIPLE_DES),
                        TestKeys.ECDSA),
                Arguments.of(
                        TestKeys.pkcs8WithPassphrase(TestKeys.ED25519, TestKeys.AES_256),
                        TestKeys.ED25519),
                Arguments.of(TestKeys.openSshWithPassphrase(TestKeys.ED25519), TestKeys.ED25519),
                Arguments.of(TestKeys.openSshWithPassphrase(TestKeys.RSA), TestKeys.RSA),
                Arguments.of(TestKeys.pemWithPassphrase(TestKeys.ECDSA), TestKeys.ECDSA),
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
    void readsWhatSshKeygenProtectsByChaCha() throws Exception {
        PrivateKeyFile locked = PrivateKeyFile.read(TestKeys.file(folder, TestKeys.CHACHA));
        Iterator<String> answers = List.of("wrong", TestKeys.PASSPHRASE).iterator();

        assertThat(locked.unprotected()).isEmpty();
        KeyPair read = locked.unlock(question -> Optional.of(answers.next().toCharArray()));

        assertThat(Base64.getEncoder().encodeToString(TestKeys.wire(read.getPublic())))
                .isEqualTo(TestKeys.PUBLIC_OF_CHACHA);
        assertThat(answers).isExhausted();
    }

    @Test
    void tellsNobodyToWriteAnewWhatSshKeygenReadsAsLittle() throws Exception {
        Path file =
                TestKeys.file(
                        folder,
                        """
                        -----BEGIN PRIVATE KEY-----
                        MC4CAQAwBQYDK2VuBCIEINBIMsyufbLqIIdZkaWcggOwaolZAx7oDDORQg21ErtO
                        -----END PRIVATE KEY-----
                        """);

        assertThatThrownBy(() -> PrivateKeyFile.read(file).unprotected())
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.key: %s is a key of a kind that is not read here (X25519 is not supported)."
                                + " Try: ssh-keygen -t ed25519, and the public half of that in"
                                + " ~/.ssh/authorized_keys there",
                        file);
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

    @Test
    void takesAKeyThatItsOwnerCanOnlyRead() throws Exception {
        Path file = TestKeys.file(folder, TestKeys.openSsh(TestKeys.ED25519));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

        assertThat(PrivateKeyFile.read(file).unprotected()).isPresent();
    }

    @Test
    void saysAtTheFirstPassphraseThatTheCipherIsNotRead() throws Exception {
        Path file =
                TestKeys.file(
                        folder,
                        TestKeys.pemWithPassphrase(TestKeys.RSA)
                                .replaceFirst("DEK-Info: [A-Z0-9-]+", "DEK-Info: ARIA-256-CBC"));
        PrivateKeyFile locked = PrivateKeyFile.read(file);
        List<String> questions = new ArrayList<>();

        assertThat(locked.unprotected()).isEmpty();
        assertThatThrownBy(
                        () ->
                                locked.unlock(
                                        question -> {
                                            questions.add(question);
                                            return Optional.of("any".toCharArray());
                                        }))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        ("ssh.key: %s is protected by a cipher that is not read here (unknown"
                                        + " encryption with private key: ARIA-256-CBC). Try:"
                                        + " ssh-keygen -p -f %s, which writes OpenSSH's format")
                                .formatted(file, file));
        assertThat(questions).hasSize(1);
    }

    @Test
    void saysAtTheRightPassphraseThatTheKindIsNotRead() throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        Path file = TestKeys.file(folder, TestKeys.pkcs8WithPassphrase(key, TestKeys.AES_256));
        Iterator<String> answers = List.of("wrong", TestKeys.PASSPHRASE).iterator();

        assertThatThrownBy(
                        () ->
                                PrivateKeyFile.read(file)
                                        .unlock(
                                                question ->
                                                        Optional.of(answers.next().toCharArray())))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "ssh.key: %s is a key of a kind that is not read here (Ed448 is not"
                                + " supported). Try: ",
                        file);
    }

    @Test
    void asksNobodyWhereTheFileItselfSaysThatTheCipherIsNotRead() throws Exception {
        Path file =
                TestKeys.file(
                        folder,
                        TestKeys.openSshHeader(
                                "aes512-xts@example.org",
                                TestKeys.wire(TestKeys.ED25519.getPublic())));

        assertThatThrownBy(() -> PrivateKeyFile.read(file).unprotected())
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        ("ssh.key: %s is protected by a cipher that is not read here (OpenSSH Key"
                                        + " encryption cipher not supported [aes512-xts@example.org]). Try:"
                                        + " ssh-keygen -p -f %s, which writes OpenSSH's format")
                                .formatted(file, file));
    }
}
