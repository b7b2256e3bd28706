package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConnectionIT {
    private final TestSshd sshd = new TestSshd(TestKeys.ED25519).authorize(TestKeys.ED25519);
    @TempDir private Path folder;

    @AfterEach
    void stop() {
        sshd.close();
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        SshSettings settings = TestSshd.settings(folder, sshd.port());
        sshd.close();

        try (SshHost host = Hosts.of(settings)) {
            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessage(
                            ("[127.0.0.1] connecting to port %d: connection refused. Try: is the"
                                            + " machine up, and does its firewall let this one in?")
                                    .formatted(settings.port()));
        }
    }

    private void assertSaysOf(String greeting, String message) throws Exception {
        try (TalkingServer server = new TalkingServer(greeting);
                SshHost host = Hosts.of(TestSshd.settings(folder, server.port()))) {
            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOf(DeployException.class)
                    .hasMessage(
                            "[127.0.0.1] connecting to port %d: %s"
                                    .formatted(server.port(), message));
        }
    }

    @Test
    void saysWhatAServerSaysThatIsNoSshd() throws Exception {
        assertSaysOf(
                "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n",
                "what listens there is no sshd, it says \"HTTP/1.1 400 Bad Request\"."
                        + " Try: ssh.port= the port of the sshd, usually 22");
    }

    @Test
    void saysThatAnSshdHasTooManyInLine() throws Exception {
        assertSaysOf(
                "Exceeded MaxStartups\r\n",
                "its sshd turns away (Exceeded MaxStartups). Try: again in a minute,"
                        + " or MaxStartups in /etc/ssh/sshd_config there");
    }

    @Test
    void saysThatItWasHungUpOn() throws Exception {
        assertSaysOf(
                "",
                "it was taken, and closed without a word. Try: is an sshd at that port, and do"
                        + " MaxStartups in /etc/ssh/sshd_config, /etc/hosts.deny and fail2ban there"
                        + " let this machine in?");
    }

    @Test
    void namesTheBastionThatForbidsToGoOn() throws Exception {
        try (TestSshd bastion =
                        new TestSshd(TestKeys.OTHER_ED25519)
                                .authorize(TestKeys.ED25519)
                                .forbidForwarding();
                SshHost host = Hosts.of(through(bastion))) {
            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessage(
                            ("[127.0.0.1] going on to 127.0.0.1:%d: its sshd forbids to forward ports."
                                            + " Try: AllowTcpForwarding local in"
                                            + " /etc/ssh/sshd_config there, no DisableForwarding and"
                                            + " no PermitOpen, and no no-port-forwarding or restrict"
                                            + " in authorized_keys")
                                    .formatted(sshd.port()));
        }
    }

    @Test
    void givesUpOnAServerThatNeverSpeaks() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                SshHost host = Hosts.impatient(TestSshd.settings(folder, mute.getLocalPort()))) {
            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageStartingWith(
                            "[127.0.0.1] connecting to port %d: no answer."
                                    .formatted(mute.getLocalPort()));
        }
    }

    @Test
    void endsAtAnInterruptWhileItConnects() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                SshHost host = Hosts.of(TestSshd.settings(folder, mute.getLocalPort()))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void saysThatTheConnectionWasLostAndMakesItAgain() throws Exception {
        PlayedCommand endless = PlayedCommand.endless();
        sshd.script("endless", () -> endless);
        endless.whenStarted(sshd::hangUp);

        try (SshHost host = Hosts.of(TestSshd.settings(folder, sshd.port()))) {
            assertThatThrownBy(() -> host.run("endless", Hosts.AMPLE))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageStartingWith(
                            "[127.0.0.1] running endless: the connection was lost (");

            assertThat(Hosts.eventually(() -> host.run("echo on", Hosts.AMPLE).output()))
                    .isEqualTo("on\n");
        }
        assertThat(sshd.logins()).isEqualTo(2);
    }

    @Test
    void noticesAPeerThatHasFallenSilent() throws Exception {
        PlayedCommand endless = PlayedCommand.endless();
        sshd.script("endless", () -> endless);

        try (TestLine line = new TestLine(sshd.port());
                SshHost host = Hosts.impatient(TestSshd.settings(folder, line.port()))) {
            endless.whenStarted(line::silence);

            assertThatThrownBy(() -> host.run("endless", Hosts.AMPLE))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("Did not receive any keep-alive response");

            line.cut();
            assertThat(host.run("echo on", Hosts.AMPLE).output()).isEqualTo("on\n");
        }
    }

    @Test
    void noticesThatAnUploadStandsStill() throws Exception {
        Path big = Files.write(folder.resolve("big"), new byte[20_000_000]);

        try (TestLine line = new TestLine(sshd.port());
                SshHost host = Hosts.impatient(TestSshd.settings(folder, line.port()))) {
            assertThatThrownBy(
                            () ->
                                    host.upload(
                                            big,
                                            folder.resolve("far").toString(),
                                            (sent, total) -> line.silence()))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageStartingWith("[127.0.0.1] sending big to ");

            assertThat(folder.resolve("far")).doesNotExist();
        }
    }

    private SshSettings through(TestSshd bastion) throws Exception {
        SshSettings direct = TestSshd.settings(folder, sshd.port());
        Files.writeString(
                direct.knownHosts(),
                "[127.0.0.1]:%d %s%n"
                        .formatted(
                                bastion.port(),
                                TestKeys.publicLine(TestKeys.OTHER_ED25519.getPublic())),
                StandardOpenOption.APPEND);
        return new SshSettings(
                direct.host(),
                direct.port(),
                direct.user(),
                direct.key(),
                direct.knownHosts(),
                Optional.of(new SshJump(TestSshd.USER, "127.0.0.1", bastion.port())));
    }

    @Test
    void goesThroughABastion() throws Exception {
        try (TestSshd bastion = new TestSshd(TestKeys.OTHER_ED25519).authorize(TestKeys.ED25519);
                SshHost host = Hosts.of(through(bastion))) {
            assertThat(host.run("echo there", Hosts.AMPLE).output()).isEqualTo("there\n");
            assertThat(bastion.logins()).isEqualTo(1);

            bastion.hangUp();

            assertThat(Hosts.eventually(() -> host.run("echo again", Hosts.AMPLE).output()))
                    .isEqualTo("again\n");
            assertThat(bastion.logins()).isEqualTo(2);
        }
        assertThat(sshd.logins()).isEqualTo(2);
    }

    @Test
    void checksTheKeysOfBastionAndHost() throws Exception {
        try (TestSshd bastion = new TestSshd(TestKeys.ED25519).authorize(TestKeys.ED25519);
                SshHost host = Hosts.of(through(bastion))) {
            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessageContaining("its host key is not the one in line 2 of");
        }
        try (TestSshd bastion = new TestSshd(TestKeys.OTHER_ED25519).authorize(TestKeys.ED25519)) {
            SshSettings settings = through(bastion);
            Files.writeString(
                    settings.knownHosts(),
                    Files.readString(settings.knownHosts())
                            .replace("[127.0.0.1]:%d ".formatted(sshd.port()), "elsewhere "));
            try (SshHost host = Hosts.of(settings)) {
                assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                        .isInstanceOf(ClusterStateException.class)
                        .hasMessageContaining("its host key is not in ");
            }
        }
        assertThat(sshd.logins()).isZero();
    }

    @Test
    void namesTheBastionThatDoesNotLetIn() throws Exception {
        try (TestSshd bastion = new TestSshd(TestKeys.OTHER_ED25519);
                SshHost host = Hosts.of(through(bastion))) {
            assertThatThrownBy(() -> host.run("true", Hosts.AMPLE))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageStartingWith("[127.0.0.1] logging in as flink with ");
        }
    }
}
