package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.rest.StubFlink;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshForwardIT {
    private final TestSshd sshd = new TestSshd(TestKeys.ED25519).authorize(TestKeys.ED25519);
    private final StubFlink flink = new StubFlink().answer("/overview", "{'slots-total':4}");
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
        flink.close();
    }

    private PortForward toFlink() throws InterruptedException {
        return host.forward("127.0.0.1", flink.address().getPort());
    }

    /** With a client of its own, so that no connection is left from before. */
    private static String overview(PortForward forward) throws IOException, InterruptedException {
        URI address =
                URI.create("http://127.0.0.1:%d/overview".formatted(forward.address().getPort()));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address).timeout(Hosts.AMPLE).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void leadsToAPortThatTheHostReaches() throws Exception {
        try (PortForward forward = toFlink()) {
            assertThat(forward.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(overview(forward)).isEqualTo("{\"slots-total\":4}");
            assertThat(overview(forward)).isEqualTo("{\"slots-total\":4}");
        }
        assertThat(sshd.logins()).isEqualTo(1);
    }

    @Test
    void leadsThereFromAPortOfChoice() throws Exception {
        int port = flink.address().getPort();

        try (HeldPort held = new HeldPort();
                PortForward forward = host.forward("127.0.0.1", port, held.numberForAServer())) {
            int free = held.number();
            assertThat(forward.address().getPort()).isEqualTo(free);
            assertThat(overview(forward)).isEqualTo("{\"slots-total\":4}");

            assertThatThrownBy(() -> host.forward("127.0.0.1", port, free))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageStartingWith(
                            "opening port %d on loopback, where 127.0.0.1:%d sends its clients: "
                                    .formatted(free, port))
                    .hasMessageEndingWith(
                            ". Try: end what has it, such as another run or a tunnel");
        }
    }

    @Test
    void goesByACommandWhereTheHostForbidsToForward() throws Exception {
        sshd.forbidForwarding();

        try (PortForward forward = toFlink()) {
            assertThat(forward.isRelayed()).isTrue();
            assertThat(overview(forward)).isEqualTo("{\"slots-total\":4}");
            assertThat(overview(forward)).isEqualTo("{\"slots-total\":4}");
        }
        assertThat(sshd.logins()).isEqualTo(1);
    }

    @Test
    void isNoCommandWhereTheHostForwards() throws Exception {
        try (PortForward forward = toFlink()) {
            assertThat(forward.isRelayed()).isFalse();
        }
    }

    @Test
    void failsAtOnceByACommandWhereNobodyListens() throws Exception {
        sshd.forbidForwarding();
        flink.close();

        try (PortForward forward = toFlink();
                Socket client = clientOf(forward)) {
            client.setSoTimeout(Math.toIntExact(Hosts.AMPLE.toMillis()));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void saysAtOnceThatNoWayIsLeft() {
        sshd.forbidForwarding().script("can-relay", () -> PlayedCommand.endingWith(1));
        int port = flink.address().getPort();

        assertThatThrownBy(this::toFlink)
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        ("[127.0.0.1] reaching 127.0.0.1:%d from there: its sshd forbids to forward"
                                        + " ports, and no bash is there to do it instead."
                                        + " Try: AllowTcpForwarding local in /etc/ssh/sshd_config"
                                        + " there, no DisableForwarding and no PermitOpen, and no"
                                        + " no-port-forwarding or restrict in authorized_keys")
                                .formatted(port));
    }

    @Test
    void outlivesALostConnection() throws Exception {
        try (PortForward forward = toFlink()) {
            overview(forward);
            sshd.hangUp();

            assertThat(Hosts.eventually(() -> host.run("echo on", Hosts.AMPLE).output()))
                    .isEqualTo("on\n");
            assertThat(overview(forward)).isEqualTo("{\"slots-total\":4}");
        }
        assertThat(sshd.logins()).isEqualTo(2);
    }

    @Test
    void connectsAgainByItself() throws Exception {
        try (TestLine line = new TestLine(sshd.port());
                SshHost behindLine = Hosts.of(TestSshd.settings(folder, line.port()));
                PortForward forward = behindLine.forward("127.0.0.1", flink.address().getPort())) {
            overview(forward);
            line.cut();

            assertThat(overview(forward)).isEqualTo("{\"slots-total\":4}");
        }
    }

    @Test
    void failsAtOnceWhereNobodyListens() throws Exception {
        flink.close();

        try (PortForward forward = toFlink();
                Socket client = clientOf(forward)) {
            client.setSoTimeout(Math.toIntExact(Hosts.AMPLE.toMillis()));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void saysAtOnceWhatIsWrongWithTheConnection() throws Exception {
        Files.writeString(folder.resolve("known_hosts"), "");

        assertThatThrownBy(this::toFlink).isInstanceOf(ClusterStateException.class);
    }

    @Test
    void endsAllConnectionsWhenItIsClosed() throws Exception {
        PortForward forward = toFlink();
        try (Socket client = clientOf(forward)) {
            client.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            forward.close();

            client.setSoTimeout(Math.toIntExact(Hosts.AMPLE.toMillis()));
            assertThat(endOf(client)).isTrue();
        }
        assertThatThrownBy(() -> clientOf(forward).close()).isInstanceOf(ConnectException.class);
    }

    private static Socket clientOf(PortForward forward) throws IOException {
        return new Socket(forward.address().getAddress(), forward.address().getPort());
    }

    private static boolean endOf(Socket client) {
        try {
            return client.getInputStream().read() == -1;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesNoThreadBehind(boolean mayForward) throws Exception {
        if (!mayForward) {
            sshd.forbidForwarding();
        }
        PortForward forward = toFlink();
        Socket client = clientOf(forward);
        host.run("true", Hosts.AMPLE);
        client.close();
        forward.close();
        host.close();

        Hosts.awaitNone(SshForwardIT::threads);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("ssh-") || name.startsWith("sshj"))
                .toList();
    }
}
