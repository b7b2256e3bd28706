package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
    private static final Path FILE = Path.of("/known_hosts");
    private static final String KEY = TestKeys.publicLine(TestKeys.ED25519.getPublic());
    private static final String RSA_KEY = TestKeys.publicLine(TestKeys.RSA.getPublic());

    private static List<Integer> linesAbout(String host, int port, String... text) {
        return KnownHosts.of(FILE, String.join("\n", text)).about(host, port).stream()
                .map(KnownHosts.Line::number)
                .toList();
    }

    @Test
    void findsAHostByItsNameAndPort() {
        String[] text = {
            "# a comment",
            "node1,10.0.0.1 " + KEY + " with a comment",
            "[node1]:2222 " + KEY,
            "",
            "NODE2 " + KEY
        };

        assertThat(linesAbout("node1", 22, text)).containsExactly(2);
        assertThat(linesAbout("10.0.0.1", 22, text)).containsExactly(2);
        assertThat(linesAbout("Node1", 2222, text)).containsExactly(3);
        assertThat(linesAbout("10.0.0.1", 2222, text)).isEmpty();
    }

    @Test
    void findsAHostByAPattern() {
        assertThat(linesAbout("node7.example.org", 22, "*.example.org " + KEY)).containsExactly(1);
    }

    @Test
    void findsAHashedHost() throws Exception {
        assertThat(
                        linesAbout(
                                "node1",
                                22,
                                hashed("node2") + " " + KEY,
                                hashed("node1") + " " + KEY))
                .containsExactly(2);
        assertThat(linesAbout("node1", 2222, hashed("[node1]:2222") + " " + KEY))
                .containsExactly(1);
    }

    private static String hashed(String name) throws Exception {
        byte[] salt = "a salt of 20 bytes!!".getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        Base64.Encoder base64 = Base64.getEncoder();
        return "|1|%s|%s"
                .formatted(
                        base64.encodeToString(salt),
                        base64.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void passesOverWhatMakesNoSense() {
        assertThat(
                        linesAbout(
                                "node1",
                                22,
                                "node1",
                                "node1 ssh-ed25519",
                                "|1|x " + KEY,
                                "@cert-authority node1 " + KEY,
                                "node1 " + KEY))
                .containsExactly(5);
    }

    @Test
    void tellsRevokedKeysApart() {
        assertThat(KnownHosts.of(FILE, "@revoked * " + KEY).about("node1", 22))
                .singleElement()
                .matches(KnownHosts.Line::revoked);
    }

    @Test
    void asksForTheKindsOfKeyThatAreKnown() {
        KnownHosts known = KnownHosts.of(FILE, "node1 " + RSA_KEY + "\nnode1 " + KEY);

        SshMachine machine =
                new SshMachine("node1", 22, "flink", Optional.empty(), Optional.empty());

        assertThat(new HostKeyCheck(known, machine).findExistingAlgorithms("node1", 22))
                .containsExactly("rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519");
    }

    @Test
    void saysThatThereIsNoFile(@TempDir Path folder) {
        Path file = folder.resolve("known_hosts");

        assertThatThrownBy(() -> KnownHosts.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        ("ssh.knownHosts: there is no file %s."
                                        + " Try: ansible-playbook site.yml, which writes it")
                                .formatted(file));
    }

    @Property
    void readsAnyText(@ForAll List<String> text) {
        assertThat(linesAbout("never-there", 22, text.toArray(String[]::new))).isNotNull();
    }
}
