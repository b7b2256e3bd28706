package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyIT {
    private static final String KEY = TestKeys.publicLine(TestKeys.ED25519.getPublic());
    private static final String OTHER_KEY = TestKeys.publicLine(TestKeys.OTHER_ED25519.getPublic());
    private static final String FINGERPRINT =
            "ssh-ed25519 " + KeyUtils.getFingerPrint(TestKeys.ED25519.getPublic());

    private final TestSshd sshd =
            new TestSshd(TestKeys.ED25519, TestKeys.ECDSA, TestKeys.RSA)
                    .authorize(TestKeys.ED25519);
    @TempDir private Path folder;

    @AfterEach
    void stop() {
        sshd.close();
    }

    private String nameInFile() {
        return "[127.0.0.1]:%d".formatted(sshd.port());
    }

    private SshHost host(String... knownHosts) throws Exception {
        return Hosts.of(
                new SshSettings(
                        "127.0.0.1",
                        sshd.port(),
                        TestSshd.USER,
                        Optional.of(TestKeys.file(folder, TestKeys.openSsh(TestKeys.ED25519))),
                        Files.writeString(file(), String.join("\n", knownHosts) + "\n"),
                        Optional.empty()));
    }

    private Path file() {
        return folder.resolve("known hosts");
    }

    private void assertRefused(SshHost host, String message) {
        try (host) {
            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOfSatisfying(
                            ClusterStateException.class,
                            refused ->
                                    assertThat(refused.exitCode())
                                            .isEqualTo(ExitCode.CLUSTER_STATE))
                    .hasMessage(message);
        }
        assertThat(sshd.logins()).isZero();
    }

    @Test
    void refusesAnUnknownHostAndSaysHowToMakeItKnown() throws Exception {
        assertRefused(
                host("[127.0.0.1]:1 " + KEY),
                ("[127.0.0.1] connecting: its host key is not in %s; it presented %s."
                                + " Try: ssh-keyscan -p %d -t ed25519 127.0.0.1 >> '%s', if the"
                                + " machine itself says the same"
                                + " (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub)")
                        .formatted(file(), FINGERPRINT, sshd.port(), file()));
    }

    @Test
    void refusesAChangedKey() throws Exception {
        assertRefused(
                host("# written by hand", nameInFile() + " " + OTHER_KEY),
                ("[127.0.0.1] connecting: its host key is not the one in line 2 of %s;"
                                + " it presented %s. Somebody may be in between, or the machine was"
                                + " made anew. Try: ansible-playbook site.yml writes it anew, if"
                                + " you know that the machine was made anew")
                        .formatted(file(), FINGERPRINT));
    }

    @Test
    void refusesARevokedKeyWhateverElseIsSaidAboutIt() throws Exception {
        assertRefused(
                host(nameInFile() + " " + KEY, "@revoked * " + KEY),
                "[127.0.0.1] connecting: its host key is revoked by line 2 of %s: %s"
                        .formatted(file(), FINGERPRINT));
    }

    @Test
    void takesAKeyThatReplacesARevokedOne() throws Exception {
        try (SshHost host = host("@revoked * " + OTHER_KEY, nameInFile() + " " + KEY)) {
            assertThat(host.run("true", Hosts.AMPLE).succeeded()).isTrue();
        }
    }

    @Test
    void asksForTheKindOfKeyThatIsKnown() throws Exception {
        for (String key :
                new String[] {
                    TestKeys.publicLine(TestKeys.RSA.getPublic()),
                    TestKeys.publicLine(TestKeys.ECDSA.getPublic())
                }) {
            try (SshHost host = host(nameInFile() + " " + key)) {
                assertThat(host.run("true", Hosts.AMPLE).succeeded()).isTrue();
            }
        }
    }
}
