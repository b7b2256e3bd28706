package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.SshJump;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxLogin;
import io.flinkvariance.kit.KitHome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ClusterPropertiesTest {
    private static final String LEAST =
            """
            ssh.host=198.51.100.10
            ssh.user=flink
            ssh.knownHosts=known_hosts
            flink.home=/opt/flink/current
            """;

    @TempDir private Path folder;

    private ClusterProperties read(String text) throws Exception {
        return ClusterProperties.read(file(text));
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("cluster.properties"), text);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void doesNotWaitForAPipe(@TempDir Path place) throws Exception {
        Path pipe = place.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> ClusterProperties.read(pipe))
                .hasMessageStartingWith(
                        pipe + ": cannot be read: it is a pipe, a socket or a device. Try: ");
        assertThatThrownBy(() -> ClusterProperties.read(place))
                .hasMessageStartingWith(place + ": cannot be read: it is a folder. Try: ");
    }

    @Test
    void readsTheExampleOfTheKit() {
        Path example = KitHome.locate().folder().resolve("conf/cluster.properties.example");

        ClusterProperties properties = ClusterProperties.read(example);

        assertThat(properties.ssh().host()).isEqualTo("198.51.100.10");
        assertThat(properties.ssh().port()).isEqualTo(22);
        assertThat(properties.ssh().user()).isEqualTo("flink");
        assertThat(properties.ssh().key()).contains(Path.of("/home/me/.ssh/my-key.pem"));
        assertThat(properties.ssh().jump()).isEmpty();
        assertThat(properties.layout().flinkHome()).isEqualTo("/opt/flink/current");
        assertThat(properties.layout().restAddress()).isEqualTo("10.0.0.10");
        assertThat(properties.layout().restPort()).isEqualTo(8081);
        assertThat(properties.layout().taskManagers()).isEqualTo(2);
    }

    @Test
    void messagesNameTheJobManagersNodeAsTheUserDoes() throws Exception {
        String named = LEAST + "rest.address=10.0.0.1\ncluster.names=jm=10.0.0.1,n2=10.0.0.2\n";

        assertThat(read(named).ssh().name()).isEqualTo("jm");
        assertThat(read(named).ssh().host()).isEqualTo(read(LEAST).ssh().host());
        assertThat(read(LEAST).ssh().name()).isEqualTo(read(LEAST).ssh().host());
    }

    @Test
    void knowsTheNamesOfHosts() throws Exception {
        HostNames names =
                read(LEAST + "cluster.names=n1=10.0.0.1, n1=198.51.100.1,n2.example.org=10.0.0.2\n")
                        .layout()
                        .names();

        assertThat(names.of("10.0.0.1")).isEqualTo("n1");
        assertThat(names.of("10.0.0.9")).isEqualTo("10.0.0.9");
        assertThat(names.inMessage("[10.0.0.2] disk: [full]"))
                .isEqualTo("[n2.example.org] disk: [full]");
        assertThat(names.inMessage("ssh.key: [x]")).isEqualTo("ssh.key: [x]");
        assertThat(names.addresses("n1")).containsExactly("10.0.0.1", "198.51.100.1");
        assertThat(names.addresses("n1.internal")).hasSize(2);
        assertThat(names.addresses("n2")).containsExactly("10.0.0.2");
        assertThat(names.addresses("n")).isEmpty();
        assertThat(read(LEAST).layout().names()).isEqualTo(HostNames.NONE);
        assertThatThrownBy(() -> read(LEAST + "cluster.names=n1=10.0.0.1,n2\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(
                        "cluster.names: n2 is not name=address. Try:"
                                + " cluster.names=n1=10.0.0.1,n2=10.0.0.2");
    }

    @Test
    void needsFourKeysAndHasDefaultsForTheOthers() throws Exception {
        ClusterProperties properties = read(LEAST);

        assertThat(properties.ssh().port()).isEqualTo(22);
        assertThat(properties.ssh().key()).isEmpty();
        assertThat(properties.layout().restAddress()).isEqualTo("127.0.0.1");
        assertThat(properties.layout().restPort()).isEqualTo(8081);
        assertThat(properties.layout().taskManagers()).isEqualTo(1);
    }

    @Test
    void takesPathsRelativeToTheFileAndToTheHome() throws Exception {
        ClusterProperties properties = read(LEAST + "ssh.key=~/.ssh/id_ed25519\n");

        assertThat(properties.ssh().knownHosts()).isEqualTo(folder.resolve("known_hosts"));
        assertThat(properties.ssh().key())
                .contains(Path.of(System.getProperty("user.home"), ".ssh/id_ed25519"));
    }

    @Test
    void readsTheMachineThatTheWayLeadsThrough() throws Exception {
        assertThat(read(LEAST + "ssh.jump=ubuntu@bastion.example.org:2222\n").ssh().jump())
                .contains(new SshJump("ubuntu", "bastion.example.org", 2222));
    }

    @Test
    void hasNoKafkaUnlessItsHostIsNamed() throws Exception {
        assertThat(read(LEAST).kafka()).isEmpty();
        assertThat(read(LEAST + "kafka.host=10.0.0.10\n").kafka())
                .contains(new KafkaSettings("10.0.0.10", 9092, 9094));
        assertThat(read(LEAST + "kafka.host=k\nkafka.port=7001\nkafka.tunnelPort=7002\n").kafka())
                .contains(new KafkaSettings("k", 7001, 7002));
        Path alone = file(LEAST + "kafka.tunnelPort=9094\n");
        assertThatThrownBy(() -> ClusterProperties.read(alone))
                .isInstanceOf(UsageException.class)
                .hasMessage(alone + ": kafka.tunnelPort: there is no kafka.host");
    }

    @Test
    void hasNoInfluxDbUnlessItsHostIsNamed() throws Exception {
        assertThat(read(LEAST).influxDb()).isEmpty();
        assertThat(read(LEAST + "influxdb.host=10.0.0.10\n").influxDb())
                .contains(
                        new InfluxSettings(
                                "10.0.0.10", 8086, "flink", Optional.empty(), Optional.empty()));
    }

    @Test
    void readsThePasswordOfInfluxDbFromAFileThatNobodyElseReads() throws Exception {
        Path password = Files.writeString(folder.resolve("influxdb.password"), "secret\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        String keys =
                LEAST
                        + "influxdb.host=db\ninfluxdb.port=8087\ninfluxdb.database=other\n"
                        + "influxdb.user=flink\ninfluxdb.passwordFile=influxdb.password\n";

        assertThat(read(keys).influxDb().orElseThrow().address())
                .isEqualTo(
                        new InfluxAddress(
                                "db",
                                8087,
                                "other",
                                Optional.of(new InfluxLogin("flink", "secret"))));

        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
        InfluxSettings open = read(keys).influxDb().orElseThrow();
        assertThatThrownBy(open::address)
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "influxdb.passwordFile: %s is open to others (rw-r-----), and a password must not be. Try: chmod 600 %s"
                                .formatted(password, password));

        Files.delete(password);
        assertThatThrownBy(open::address)
                .isInstanceOf(UsageException.class)
                .hasMessage("influxdb.passwordFile: there is no file %s".formatted(password));
    }

    @Test
    void namesWhatIsWrongWithInfluxDb() throws Exception {
        Path file =
                file(
                        LEAST
                                + "influxdb.host=db\n"
                                + "influxdb.port=0\n"
                                + "influxdb.database=a b\n"
                                + "influxdb.user=me\n");

        assertThatThrownBy(() -> ClusterProperties.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        """
                        FILE: influxdb.port=0: expected a whole number from 1 to 65535
                        FILE: influxdb.database=a b: expected letters, digits, dots, hyphens and underscores
                        FILE: influxdb.user and influxdb.passwordFile: one is there without the other\
                        """
                                .replace("FILE", file.toString()));

        Path alone = file(LEAST + "influxdb.port=8086\n");
        assertThatThrownBy(() -> ClusterProperties.read(alone))
                .isInstanceOf(UsageException.class)
                .hasMessage(alone + ": influxdb.port: there is no influxdb.host");
    }

    @Test
    void namesEverythingThatIsWrongInOneGo() throws Exception {
        Path file =
                file(
                        """
                        ssh.host=198.51.100.10
                        ssh.prot=22
                        ssh.port=99999
                        flink.home=opt/flink
                        cluster.taskManagers=two
                        ssh.jump=nowhere
                        """);

        assertThatThrownBy(() -> ClusterProperties.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        """
                        FILE: ssh.prot: unknown key; did you mean ssh.port?
                        FILE: ssh.port=99999: expected a whole number from 1 to 65535
                        FILE: ssh.user: missing; expected the user that Flink runs as
                        FILE: ssh.knownHosts: missing; expected the file with the accepted host keys
                        FILE: ssh.jump: nowhere is not user@host:port. Try: ssh.jump=ubuntu@198.51.100.10:22
                        FILE: flink.home=opt/flink: expected an absolute path
                        FILE: cluster.taskManagers=two: expected a whole number from 1 to 10000"""
                                .replace("FILE", file.toString()));
    }

    @Test
    void showsAFaultOnOneLineWhateverItsValueHas() throws Exception {
        Path file = file(LEAST.replace("flink.home=/", "flink.home=a\u001B[2J\\n"));

        assertThatThrownBy(() -> ClusterProperties.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(file + ": flink.home=a\\u001B[2J\\u000Aopt/flink")
                .hasMessageEndingWith(": expected an absolute path");
    }

    @Test
    void missesNoKeyInAFileThatCannotBeReadAsText() throws Exception {
        Path file = file("");
        Files.write(file, "# B\u00FCro\nssh.host=jm\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ClusterProperties.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(file + ": line 1 is not in UTF-8. Try: to save the file as UTF-8");
    }

    @Test
    void namesTheKeyWhoseValueIsNoPath() throws Exception {
        assertThatThrownBy(() -> read(LEAST.replace("known_hosts", "known\\u0000hosts")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "%s: ssh.knownHosts=known\\u0000hosts: not a path on this system"
                                .formatted(folder.resolve("cluster.properties")));
    }

    @Test
    void saysWhatIsTakenWithoutAKeyThatWasLeftEmpty() throws Exception {
        Path file = file(LEAST + "ssh.key=\nssh.jump=\nrest.address= \n");

        assertThatThrownBy(() -> ClusterProperties.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        file + ": ssh.key: empty. Try: no such line, for the keys of the SSH agent")
                .hasMessageContaining(
                        file + ": ssh.jump: empty. Try: no such line, for a direct way")
                .hasMessageContaining(
                        file + ": rest.address: empty. Try: no such line, for 127.0.0.1");
    }

    @Test
    void saysHowToGetTheFile() {
        Path missing = folder.resolve("nowhere.properties");

        assertThatThrownBy(() -> ClusterProperties.read(missing))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        missing
                                + ": there is no such file. Try: cd ansible && ansible-playbook"
                                + " site.yml, which writes it, or a copy of"
                                + " cluster.properties.example");
    }

    @Property(tries = 200)
    void answersAnyTextWithPropertiesOrWithFaults(@ForAll String text) throws Exception {
        Path file = Files.createTempFile("cluster-", ".properties");
        try {
            Files.write(file, (LEAST + text).getBytes(StandardCharsets.UTF_8));
            ClusterProperties.read(file);
        } catch (UsageException faults) {
            assertThat(faults).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }
}
