package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no key, and keys that are not taken. */
class RefusedKeyFileTest {
    /** What {@code openssl ecparam -name secp256k1 -genkey} makes. */
    private static final String SECP256K1 =
            """
            -----BEGIN EC PRIVATE KEY-----
            MHQCAQEEIIe636OMBoAhW6Pwk9shftUHORkGQ0fBqPQBdBtgfnDuoAcGBSuBBAAK
            oUQDQgAEJ/vGOLUuCo6bgV1a7KlwIsFjLEF8e8Noidcy0JdrYZz1Wv1SxESwu2yf
            k2x7Ne0WGuNbU6DiqXc9thvf39lr8A==
            -----END EC PRIVATE KEY-----
            """;

    @TempDir private Path folder;

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
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> PrivateKeyFile.read(folder.resolve("none")))
                .isInstanceOf(UsageException.class)
                .hasMessage("ssh.key: there is no file " + folder.resolve("none"));
    }

    @Test
    void saysThatItIsAFolderOrADeviceAndSparesThem() {
        assertThatThrownBy(() -> PrivateKeyFile.read(folder))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.key: %s is a folder, and no file. Try: ssh.key= the path of the file"
                                .formatted(folder));
        assertThatThrownBy(() -> PrivateKeyFile.read(Path.of("/dev/null")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.key: /dev/null is a device, a pipe or a socket, and no file."
                                + " Try: ssh.key= the path of the file");
    }

    @Test
    void asksForTheModeOfAKeyAlone() throws Exception {
        Path program = TestKeys.file(folder, "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> PrivateKeyFile.read(program))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("ssh.key: %s is no private key: ".formatted(program));
    }

    @Test
    void quotesThePathInTheRemedy() throws Exception {
        Path blank = Files.createDirectory(folder.resolve("my keys"));
        Path file = TestKeys.file(blank, TestKeys.openSsh(TestKeys.ED25519));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> PrivateKeyFile.read(file))
                .hasMessageEndingWith(" must not be. Try: chmod 600 '%s'".formatted(file));
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

    static Stream<Arguments> filesThatAreNoKey() {
        String key = TestKeys.openSsh(TestKeys.ED25519);
        String again = ". Try: the file again, from where it came from";
        String other = ". Try: ssh.key= a private key in OpenSSH's format or PEM";
        String otherKind =
                ". Try: ssh-keygen -t ed25519, and the public half of that in"
                        + " ~/.ssh/authorized_keys there";
        return Stream.of(
                Arguments.of("", "is empty. Try: ssh.key= the file of a private key"),
                Arguments.of(" \n\n", "is empty. Try: ssh.key= the file of a private key"),
                Arguments.of(
                        "garbage",
                        "is no private key: there is no line BEGIN … PRIVATE KEY in it" + other),
                Arguments.of(
                        "PK\u0003\u0004",
                        "is binary, and neither OpenSSH's format nor PEM" + other),
                Arguments.of(
                        "0\u0082\u0001\u0000",
                        "is binary, and neither OpenSSH's format nor PEM" + other),
                Arguments.of(
                        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
                        "is a key in the format of PuTTY."
                                + " Try: puttygen FILE -O private-openssh -o FILE.openssh,"
                                + " and ssh.key=FILE.openssh"),
                Arguments.of(
                        "\u00FF\u00FE" + key.replace("", "\0").substring(1),
                        "is text in UTF-16."
                                + " Try: (umask 077; iconv -f UTF-16 -t US-ASCII FILE >FILE.ascii),"
                                + " and ssh.key=FILE.ascii"),
                Arguments.of(
                        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAA\n",
                        "is a key in the format of ssh.com" + other),
                Arguments.of(
                        "SSH PRIVATE KEY FILE FORMAT 1.1\n\0",
                        "is a key of SSH's version 1, which nobody speaks any more" + other),
                Arguments.of(
                        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                        "is a certificate, without its private key" + other),
                Arguments.of("-----BEGIN PGP PRIVATE KEY BLOCK-----\n", "is a key of PGP" + other),
                Arguments.of(
                        "-----BEGIN OPENSSH PRIVATE KEY-----\n",
                        "is cut off, as its last line is missing" + again),
                Arguments.of(
                        key.substring(0, key.length() / 2),
                        "is cut off, as its last line is missing" + again),
                Arguments.of(key.replace('\n', ' '), "has lost the ends of its lines" + again),
                Arguments.of(key.replace("\n", "\\n"), "has lost the ends of its lines" + again),
                Arguments.of(
                        """
                        -----BEGIN OPENSSH PRIVATE KEY-----
                        QUJD
                        -----END OPENSSH PRIVATE KEY-----
                        """,
                        "is damaged: what its lines hold is no key" + again),
                Arguments.of(
                        "-----BEGIN RSA PRIVATE KEY-----\nQUJD\n-----END RSA PRIVATE KEY-----\n",
                        "is damaged: what its lines hold is no key" + again),
                Arguments.of(
                        "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n",
                        "is damaged: what its lines hold is no key" + again),
                Arguments.of(
                        "-----BEGIN DSA PRIVATE KEY-----\nQUJD\n-----END DSA PRIVATE KEY-----\n",
                        "is a DSA key, which sshd refuses" + otherKind),
                Arguments.of(
                        TestKeys.pkcs8(TestKeys.DSA),
                        "is a DSA key, which sshd refuses" + otherKind),
                Arguments.of(
                        TestKeys.pkcs8(TestKeys.generate("RSA", 512)),
                        "is an RSA key of 512 bits, and sshd takes none of fewer than 1024"
                                + otherKind),
                Arguments.of(
                        SECP256K1,
                        "is a key of a kind that is not read here (a curve other than P-256, P-384,"
                                + " P-521 is not supported)"
                                + otherKind),
                Arguments.of(
                        TestKeys.openSshHeader("none", "ssh-dss"),
                        "is a DSA key, which sshd refuses" + otherKind),
                Arguments.of(
                        TestKeys.openSshHeader("none", "sk-ssh-ed25519@openssh.com"),
                        "belongs to a security key, which cannot be asked here" + otherKind));
    }

    @ParameterizedTest
    @MethodSource("filesThatAreNoKey")
    void saysWhatAFileIsThatIsNoKey(String text, String what) throws Exception {
        Path file = TestKeys.file(folder, text);

        assertThatThrownBy(() -> PrivateKeyFile.read(file).unprotected())
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.key: %s %s".formatted(file, what.replace("FILE", file.toString())));
    }

    @Test
    void overwritesNoFileByWhatItTellsToType() throws Exception {
        Path file = TestKeys.file(folder, "PuTTY-User-Key-File-2: ssh-rsa\n");
        Files.createFile(folder.resolve("key.openssh"));

        assertThatThrownBy(() -> PrivateKeyFile.read(file))
                .hasMessageEndingWith(
                        "puttygen %s -O private-openssh -o %s.openssh2, and ssh.key=%s.openssh2"
                                .formatted(file, file, file));
    }
}
