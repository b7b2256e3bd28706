package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshSettingsTest {
    private static SshSettings settings(String host, int port, String user) {
        return new SshSettings(
                host, port, user, Optional.empty(), Path.of("known_hosts"), Optional.empty());
    }

    @Test
    void saysThatAWayLeadsThroughAProgram() {
        assertThatThrownBy(() -> SshJump.parse("ProxyCommand nc -X 5 -x p,q:1080 %h %p"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.jump: ProxyCommand nc -X 5 -x p,q:1080 %h %p makes the connection, and the"
                                + " tool makes its own. Try: OpenSSH's own way, ssh -N -o"
                                + " 'ProxyCommand=nc -X 5 -x p,q:1080 %h %p' -L 2222:localhost:22"
                                + " and the host, and ssh.host=localhost and ssh.port=2222 instead"
                                + " of ssh.jump");
    }

    @Test
    void namesFilesInFull() {
        assertThat(settings("node", 22, "flink").knownHosts()).isAbsolute();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``   | 22    | flink | ssh.host: \"\" is not the name or address of a machine",
                "a b  | 22    | flink | ssh.host: \"a b\" is not the name or address of a machine",
                "-oX  | 22    | flink | ssh.host: \"-oX\" is not the name or address of a machine",
                "node | 0     | flink | ssh.port: 0 is not a port: 1 to 65535",
                "node | 65536 | flink | ssh.port: 65536 is not a port: 1 to 65535",
                "node | 22    | ``    | ssh.user: \"\" is not the name of a user"
            })
    void refusesWhatCannotBe(String host, int port, String user, String message) {
        assertThatThrownBy(() -> settings(host, port, user))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ubuntu@node            | ssh.host=node, ssh.user=ubuntu",
                "node:2222              | ssh.host=node, ssh.port=2222",
                "ubuntu@node:2222       | ssh.host=node, ssh.user=ubuntu, ssh.port=2222",
                "ssh://node             | ssh.host=node",
                "ssh://ubuntu@node:22/  | ssh.host=node, ssh.user=ubuntu, ssh.port=22",
                "[2001:db8::1]          | ssh.host=2001:db8::1",
                "me@[2001:db8::1]:2222  | ssh.host=2001:db8::1, ssh.user=me, ssh.port=2222"
            })
    void saysInWhichKeysTheWayToAHostIsWritten(String host, String lines) {
        assertThatThrownBy(() -> settings(host, 22, "flink"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.host: \"%s\" is more than the name or address of a machine. Try: %s"
                                .formatted(host, lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::1", "::1", "fe80::1%eth0", "node.example.org", "Node-1"})
    void takesNamesAndAddresses(String host) {
        assertThat(settings(host, 22, "flink").host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "ubuntu@bastion, ubuntu, bastion, 22",
        "ubuntu@198.51.100.1:2222, ubuntu, 198.51.100.1, 2222",
        "me@[2001:db8::1]:22, me, 2001:db8::1, 22",
        "me@[2001:db8::1], me, 2001:db8::1, 22"
    })
    void readsAJump(String text, String user, String host, int port) {
        assertThat(SshJump.parse(text)).isEqualTo(new SshJump(user, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bastion", "@bastion", "me@", "me@bastion:", "me@bastion:x", "a@b@c"})
    void refusesWhatIsNoJump(String text) {
        assertThatThrownBy(() -> SshJump.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.jump: %s is not user@host:port. Try: ssh.jump=ubuntu@198.51.100.10:22"
                                .formatted(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"me@a,you@b", "a,b", "me@a:22,you@b:2222", "me@a,b,c", "me@[2001:db8::1],b"})
    void saysThatTheWayLeadsThroughOneMachineOnly(String several) {
        assertThatThrownBy(() -> SshJump.parse(several))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "ssh.jump: %s are several machines, and the way can lead through one."
                                + " Try: deploy-tool on the last of them but one; or OpenSSH's own"
                                + " way, ssh -N -J with all of them but the last, -L 2222:HOST:22"
                                + " and the last, and ssh.host=localhost and ssh.port=2222 instead"
                                + " of ssh.jump",
                        several);
    }

    @Test
    void refusesAJumpToNoPort() {
        assertThatThrownBy(() -> SshJump.parse("me@bastion:70000"))
                .isInstanceOf(UsageException.class)
                .hasMessage("ssh.jump: 70000 is not a port: 1 to 65535");
    }

    @Property
    void readsEveryJumpThatItShows(
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String user,
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String host,
            @ForAll @IntRange(min = 1, max = 65535) int port) {
        SshJump jump = new SshJump(user, host, port);

        assertThat(SshJump.parse(jump.toString())).isEqualTo(jump);
    }

    @Property
    void readsAnyTextOrSaysThatItIsNoJump(@ForAll String text) {
        try {
            SshJump jump = SshJump.parse(text);
            assertThat(SshJump.parse(jump.toString())).isEqualTo(jump);
        } catch (UsageException refused) {
            assertThat(refused).hasMessageStartingWith("ssh.jump: ");
        }
    }
}
