package io.flinkvariance.kafka;

import io.flinkvariance.host.HeldPort;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A broker of somebody else's, in a process of its own: on one port it wants a password, on another
 * TLS, with a certificate that nobody knows.
 */
public final class SecuredBroker implements AutoCloseable {
    public static final String USER = "me";
    public static final String PASSWORD = "geheim-4711";
    private static final String STORE_PASSWORD = "changeit-4711";
    private static final String LOOPBACK = "127.0.0.1";

    private final Process process;
    private final Path folder;
    private final int loginPort;
    private final int tlsPort;

    private SecuredBroker(Process process, Path folder, int loginPort, int tlsPort) {
        this.process = process;
        this.folder = folder;
        this.loginPort = loginPort;
        this.tlsPort = tlsPort;
    }

    /** Starts it, and waits until it listens. */
    public static SecuredBroker start(Path folder) throws Exception {
        makeKey(folder);
        try (HeldPort login = new HeldPort();
                HeldPort tls = new HeldPort();
                HeldPort controller = new HeldPort()) {
            return start(
                    folder,
                    login.numberForAServer(),
                    tls.numberForAServer(),
                    controller.numberForAServer());
        }
    }

    private static SecuredBroker start(Path folder, int login, int tls, int controller)
            throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                data.resolve("meta.properties"),
                "version=1\ncluster.id=%s\nnode.id=1\n"
                        .formatted(UUID.randomUUID().toString().replace("-", "").substring(0, 22)));
        Path settings =
                Files.writeString(
                        folder.resolve("server.properties"),
"""
process.roles=broker,controller
node.id=1
listeners=LOGIN://127.0.0.1:%1$d,TLS://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
advertised.listeners=LOGIN://127.0.0.1:%1$d,TLS://127.0.0.1:%2$d
listener.security.protocol.map=LOGIN:SASL_PLAINTEXT,TLS:SSL,CONTROLLER:PLAINTEXT
inter.broker.listener.name=TLS
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:%3$d
log.dirs=%4$s
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256
listener.name.login.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.login.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_%5$s="%6$s";
ssl.keystore.location=%7$s
ssl.keystore.password=%8$s
ssl.keystore.type=PKCS12
ssl.truststore.location=%9$s
ssl.truststore.password=%8$s
ssl.truststore.type=PKCS12
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
"""
                                .formatted(
                                        login,
                                        tls,
                                        controller,
                                        data,
                                        USER,
                                        PASSWORD,
                                        key(folder),
                                        STORE_PASSWORD,
                                        trust(folder)));
        Process process = kafka(folder.resolve("broker.out"), "kafka.Kafka", settings.toString());
        SecuredBroker broker = new SecuredBroker(process, folder, login, tls);
        try {
            broker.awaitPorts();
            return broker;
        } catch (InterruptedException | RuntimeException failed) {
            broker.close();
            throw failed;
        }
    }

    /** One of Kafka's own programs, and its arguments. */
    private static Process kafka(Path output, String... program) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                KitHome.locate().embeddedKafka().resolve("*").toString()));
        command.addAll(List.of(program));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static Path key(Path folder) {
        return folder.resolve("key.p12");
    }

    private static Path trust(Path folder) {
        return folder.resolve("trust.p12");
    }

    /** A key of its own, and its certificate for those who are to trust it. */
    private static void makeKey(Path folder) throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "broker",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=broker",
                                "-ext",
                                "san=ip:" + LOOPBACK,
                                "-keystore",
                                key(folder).toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                STORE_PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.out").toFile())
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.out")));
        }
        KeyStore key = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(key(folder))) {
            key.load(file, STORE_PASSWORD.toCharArray());
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("broker", key.getCertificate("broker"));
        try (OutputStream file = Files.newOutputStream(trust(folder))) {
            trust.store(file, STORE_PASSWORD.toCharArray());
        }
    }

    private void awaitPorts() throws InterruptedException {
        Deadline deadline = Deadline.in(Duration.ofMinutes(3));
        while (!isOpen(loginPort) || !isOpen(tlsPort)) {
            if (deadline.isOver() || !process.isAlive()) {
                throw new IllegalStateException("no broker, see " + folder.resolve("broker.out"));
            }
            deadline.pause(Duration.ofMillis(100));
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Where it wants a login. */
    public String loginAddress() {
        return LOOPBACK + ":" + loginPort;
    }

    /** Where it wants TLS. */
    public String tlsAddress() {
        return LOOPBACK + ":" + tlsPort;
    }

    /**
     * A file for clients that log in by SCRAM, with the password that the broker is told first: it
     * keeps what it needs to check it, and not the password.
     */
    public Path loginByScram() throws Exception {
        Path said = folder.resolve("scram.out");
        Process told =
                kafka(
                        said,
                        "kafka.admin.ConfigCommand",
                        "--bootstrap-server",
                        tlsAddress(),
                        "--command-config",
                        trusting().toString(),
                        "--alter",
                        "--entity-type",
                        "users",
                        "--entity-name",
                        USER,
                        "--add-config",
                        "SCRAM-SHA-256=[iterations=4096,password=" + PASSWORD + "]");
        if (told.waitFor() != 0) {
            throw new IOException(Files.readString(said));
        }
        return Files.writeString(
                folder.resolve("scram.properties"),
"""
security.protocol=SASL_PLAINTEXT
sasl.mechanism=SCRAM-SHA-256
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
    username="%s" password="%s";
"""
                        .formatted(USER, PASSWORD));
    }

    /** A file for clients that log in with that password; others can read it. */
    public Path loginWith(String password) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("login-" + UUID.randomUUID() + ".properties"),
"""
security.protocol=SASL_PLAINTEXT
sasl.mechanism=PLAIN
sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
    username="%s" password="%s";
"""
                                .formatted(USER, password));
        // Whatever the umask is.
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** A file for clients that trust its certificate. */
    public Path trusting() throws IOException {
        return Files.writeString(
                folder.resolve("tls.properties"),
                """
                security.protocol=SSL
                ssl.truststore.location=%s
                ssl.truststore.password=%s
                ssl.truststore.type=PKCS12
                """
                        .formatted(trust(folder), STORE_PASSWORD));
    }

    /** A file for clients that trust those whom their Java trusts. */
    public Path trustingOthers() throws IOException {
        return Files.writeString(
                folder.resolve("tls-of-others.properties"), "security.protocol=SSL\n");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
