package io.flinkvariance.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.kit.KitHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YarnPropertiesTest {
    @TempDir private Path folder;

    private YarnProperties read(String text) throws Exception {
        return YarnProperties.read(Files.writeString(folder.resolve("yarn.properties"), text));
    }

    @Test
    void readsTheExampleOfTheKit() {
        YarnProperties properties =
                YarnProperties.read(
                        KitHome.locate().folder().resolve("conf/yarn.properties.example"));

        assertThat(properties.ssh().host()).isEqualTo("198.51.100.20");
        assertThat(properties.ssh().user()).isEqualTo("hadoop");
        assertThat(properties.confDir()).contains("/etc/hadoop/conf");
        assertThat(properties.hadoopHome()).isEmpty();
        assertThat(properties.flinkHome()).isEqualTo("/usr/lib/flink");
        assertThat(properties.containers()).isEqualTo(new ContainerSizes(1024, 1024, 4));
    }

    @Test
    void leavesOutWhatHasADefault() throws Exception {
        YarnProperties properties = read("ssh.host=m\nssh.user=hadoop\nssh.knownHosts=k\n");

        assertThat(properties.confDir()).isEmpty();
        assertThat(properties.flinkHome()).isEqualTo("/usr/lib/flink");
        assertThat(properties.containers()).isEqualTo(new ContainerSizes(1024, 1024, 4));
        assertThat(properties.queue()).isEmpty();
    }

    @Test
    void takesNamesOfQueuesAndNothingThatAClientWouldTakeForAnOption() throws Exception {
        String rest = "ssh.host=m\nssh.user=hadoop\nssh.knownHosts=k\n";
        Path file = folder.resolve("yarn.properties");

        assertThat(read(rest + "yarn.queue=root.a-team.batch_1").queue())
                .contains("root.a-team.batch_1");
        assertThatThrownBy(() -> read(rest + "yarn.queue=-D x"))
                .hasMessage("%s: yarn.queue=-D x: expected the name of a queue".formatted(file));
        assertThatThrownBy(() -> read(rest + "yarn.queue="))
                .hasMessage(
                        "%s: yarn.queue: empty. Try: no such line, for YARN's default queue"
                                .formatted(file));
    }

    @Test
    void namesAllFaultsAtOnce() {
        Path file = folder.resolve("yarn.properties");

        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        ssh.user=hadoop
                                        ssh.knownHosts=k
                                        hadoop.confdir=/x
                                        hadoop.home=opt
                                        yarn.slots=0
                                        """))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        """
                        %1$s: hadoop.confdir: unknown key; did you mean hadoop.confDir?
                        %1$s: ssh.host: missing; expected the master's node
                        %1$s: hadoop.home=opt: expected an absolute path
                        %1$s: yarn.slots=0: expected a whole number from 1 to 1000"""
                                .formatted(file));
    }

    @Test
    void saysHowOneComesByTheFile() {
        assertThatThrownBy(() -> YarnProperties.read(Path.of("no-such.properties")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "no-such.properties: there is no such file. Try: a copy of yarn.properties.example");
    }
}
