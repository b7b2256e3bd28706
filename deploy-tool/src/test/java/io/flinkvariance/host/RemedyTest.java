package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flinkvariance.error.DeployException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Remedies are typed in a real shell; programs in its path write down what they are given. */
@DisabledOnOs(OS.WINDOWS)
class RemedyTest {
    private static final List<String> PROGRAMS =
            List.of("chmod", "iconv", "puttygen", "ssh", "ssh-add", "ssh-keygen", "ssh-keyscan");
    private static final String PUTTY = "PuTTY-User-Key-File-3: ssh-ed25519\n";
    private static final String SCANNED =
            "node1 " + TestKeys.publicLine(TestKeys.OTHER_ED25519.getPublic());

    @TempDir private Path folder;

    private Path calls;
    private Path programs;
    private Path elsewhere;

    @BeforeEach
    void putProgramsInThePath() throws IOException {
        calls = folder.resolve("calls");
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : PROGRAMS) {
            Path program =
                    Files.writeString(
                            programs.resolve(name),
                            """
                            #!/bin/sh
                            printf '%%s\\0' %s "$@" >>%s
                            printf '%s\\n'
                            """
                                    .formatted(name, ShellWords.path(calls), SCANNED));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static Stream<String> names() {
        return Stream.of(
                        "id",
                        "a b",
                        "-rf",
                        "it's",
                        "say \"x\"",
                        "$HOME `id` $(id)",
                        "a; id & id | id >x",
                        "#*?[a]~{b}!",
                        "back\\slash",
                        "100%s",
                        "Büro",
                        "no\u00A0break",
                        "turned\u202Eround",
                        "bell\u0007",
                        "it's\u00A0all \"$HOME\" \\ 100%")
                .filter(RemedyTest::isAName);
    }

    /** Whether this machine's locale can name such a file. */
    private static boolean isAName(String text) {
        try {
            return Path.of(text).toString().equals(text);
        } catch (InvalidPathException notHere) {
            return false;
        }
    }

    /** What is typed: from "Try: " to the words that follow the command. */
    private static String remedy(ThrowingCallable refused, String end) {
        Throwable failed = catchThrowable(refused);
        assertThat(failed).isInstanceOf(DeployException.class);
        String message = failed.getMessage();
        String typed = message.substring(message.indexOf("Try: ") + "Try: ".length());
        return end.isEmpty() ? typed : typed.substring(0, typed.lastIndexOf(end));
    }

    private List<String> type(String remedy) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", remedy);
        shell.environment().put("PATH", programs.toString());
        shell.environment().put("HOME", elsewhere.toString());
        Process typed =
                shell.directory(elsewhere.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("shown").toFile())
                        .start();
        assertThat(typed.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("shown"))).doesNotContain("sh:");
        return Pattern.compile("\0")
                .splitAsStream(Files.readString(calls, StandardCharsets.UTF_8))
                .toList();
    }

    private Path keyFile(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void closesTheFileThatIsOpen(String name) throws Exception {
        Path file = keyFile(name, TestKeys.openSsh(TestKeys.ED25519));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(type(remedy(() -> PrivateKeyFile.read(file), "")))
                .containsExactly("chmod", "600", file.toString());
    }

    @ParameterizedTest
    @MethodSource("names")
    void addsTheKeyThatIsLocked(String name) throws Exception {
        Path file = keyFile(name, TestKeys.openSshWithPassphrase(TestKeys.ED25519));

        assertThat(
                        type(
                                remedy(
                                        () ->
                                                PrivateKeyFile.read(file)
                                                        .unlock(question -> Optional.empty()),
                                        "")))
                .containsExactly("ssh-add", file.toString());
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesAnotherFileOfAKeyOfPutty(String name) throws Exception {
        Path file = keyFile(name, PUTTY);

        assertThat(type(remedy(() -> PrivateKeyFile.read(file), ", and ssh.key=")))
                .containsExactly(
                        "puttygen",
                        file.toString(),
                        "-O",
                        "private-openssh",
                        "-o",
                        file + ".openssh");
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesAnotherFileOfUtf16AndLeavesTheFirst(String name) throws Exception {
        Path file = keyFile(name, "\u00FF\u00FE-\0-\0");

        assertThat(type(remedy(() -> PrivateKeyFile.read(file), ", and ssh.key=")))
                .containsExactly("iconv", "-f", "UTF-16", "-t", "US-ASCII", file.toString());

        assertThat(Path.of(file + ".ascii")).hasContent(SCANNED);
        assertThat(Files.size(file)).isEqualTo(6);
    }

    private ThrowingCallable unknownHost(Path knownHosts, Optional<SshJump> jump) {
        SshMachine machine =
                new SshMachine("node1", 22, "flink", Optional.of(folder.resolve("a key")), jump);
        HostKeyCheck check = new HostKeyCheck(KnownHosts.read(knownHosts), machine);
        check.verify("node1", 22, TestKeys.OTHER_ED25519.getPublic());
        return () -> {
            throw check.refusal().orElseThrow();
        };
    }

    private static List<Integer> linesAbout(Path file, String host) {
        return KnownHosts.read(file).about(host, 22).stream().map(KnownHosts.Line::number).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void addsAHostKeyToTheFileThatIsRead(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "# of the kit\n");

        assertThat(type(remedy(unknownHost(file, Optional.empty()), ", if the machine itself")))
                .containsExactly("ssh-keyscan", "-p", "22", "-t", "ed25519", "node1");

        assertThat(linesAbout(file, "node1")).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", ""})
    void addsAHostKeyAsALineOfItsOwn(String end) throws Exception {
        String node2 = "node2 " + TestKeys.publicLine(TestKeys.ED25519.getPublic());
        Path file = Files.writeString(folder.resolve("known_hosts"), node2 + end);

        type(remedy(unknownHost(file, Optional.empty()), ", if the machine itself"));

        assertThat(linesAbout(file, "node2")).containsExactly(1);
        assertThat(linesAbout(file, "node1")).containsExactly(2);
    }

    @Test
    void asksForAHostKeyFromWhereTheHostIsReached() throws Exception {
        Path file = Files.createFile(folder.resolve("known_hosts"));
        SshJump jump = new SshJump("me", "bastion", 2222);

        assertThat(type(remedy(unknownHost(file, Optional.of(jump)), ", if the machine itself")))
                .containsExactly(
                        "ssh",
                        "-p",
                        "2222",
                        "-i",
                        folder.resolve("a key").toString(),
                        "me@bastion",
                        "ssh-keyscan -p 22 -t ed25519 node1");
    }

    @ParameterizedTest
    @MethodSource("names")
    void logsInAsTheToolDoesAlsoThroughABastion(String name) throws Exception {
        Path key = folder.resolve(name);
        SshMachine machine =
                new SshMachine(
                        "node1",
                        2200,
                        "flink",
                        Optional.of(key),
                        Optional.of(new SshJump("me", "bastion", 2222)));

        List<String> words = type(machine.commandLine("-t"));

        assertThat(words.subList(0, 6))
                .containsExactly("ssh", "-t", "-p", "2200", "-i", key.toString());
        assertThat(words.get(6)).isEqualTo("-o");
        assertThat(words.get(8)).isEqualTo("flink@node1");
        String command = words.get(7).replaceFirst("^ProxyCommand=", "");
        Files.delete(calls);
        // As the client does with what is in it for the client.
        String forAShell =
                command.replace("%%", "\0")
                        .replace("%h", "node1")
                        .replace("%p", "2200")
                        .replace("\0", "%");
        assertThat(type(forAShell))
                .containsExactly(
                        "ssh",
                        "-W",
                        "node1:2200",
                        "-p",
                        "2222",
                        "-i",
                        key.toString(),
                        "me@bastion");
    }

    @Test
    void leavesAloneWhatIsNoFileOfSecrets() throws Exception {
        Path accounts = Files.writeString(folder.resolve("passwd"), "root:x:0\nbin:x:1\n");
        Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(
                        catchThrowable(
                                () ->
                                        PrivateFile.read(
                                                "influxdb.passwordFile", "a password", accounts)))
                .hasMessage(
                        "influxdb.passwordFile: %s has 2 lines, and a password is one"
                                .formatted(accounts));
    }

    @Test
    void neverWaitsForKnownHostsThatAreNoFile() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        for (Path none : List.of(folder, pipe, Path.of("/dev/null"))) {
            assertThat(catchThrowable(() -> KnownHosts.read(none)))
                    .hasMessage(
                            "ssh.knownHosts: %s is no file. Try: ssh.knownHosts= the path of the file"
                                    .formatted(none));
        }
    }
}
