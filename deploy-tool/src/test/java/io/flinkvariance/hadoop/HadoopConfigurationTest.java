package io.flinkvariance.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadoopConfigurationTest {
    private static HadoopConfiguration of(String... keysAndValues) {
        Map<String, String> values = new java.util.HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new HadoopConfiguration(List.of(values));
    }

    private static String nameNodes(String... keysAndValues) {
        return of(keysAndValues).nameNodes().toString();
    }

    private static String resourceManagers(String... keysAndValues) {
        return of(keysAndValues).resourceManagers().toString();
    }

    @Test
    void hasTheLocalFileSystemUnlessToldOtherwise() {
        assertThat(of().defaultFs()).isEqualTo("file:///");
        assertThat(of().nameNodes()).isEmpty();
        assertThat(of().resourceManagers()).isEmpty();
        assertThat(of("fs.default.name", "hdfs://old").defaultFs()).isEqualTo("hdfs://old");
    }

    @Test
    void findsTheNameNodeOnTheHostOfItsFileSystem() {
        assertThat(nameNodes("fs.defaultFS", "hdfs://n1:8020")).isEqualTo("[n1:50070, n1:9870]");
        assertThat(
                        nameNodes(
                                "fs.defaultFS",
                                "hdfs://n1",
                                "dfs.namenode.http-address",
                                "0.0.0.0:5007"))
                .isEqualTo("[n1:5007]");
        assertThat(nameNodes("fs.defaultFS", "hdfs://n1", "dfs.namenode.http-address", "n9:5007"))
                .isEqualTo("[n9:5007]");
    }

    @Test
    void findsEachNameNodeOfANameService() {
        assertThat(
                        nameNodes(
                                "fs.defaultFS",
                                "hdfs://service",
                                "dfs.ha.namenodes.service",
                                "a, b",
                                "dfs.namenode.http-address.service.a",
                                "n1:50070",
                                "dfs.namenode.http-address.service.b",
                                "n2:50070"))
                .isEqualTo("[n1:50070, n2:50070]");
    }

    @Test
    void findsTheResourceManager() {
        assertThat(resourceManagers("yarn.resourcemanager.hostname", "n1")).isEqualTo("[n1:8088]");
        assertThat(
                        resourceManagers(
                                "yarn.resourcemanager.hostname",
                                "n1",
                                "yarn.resourcemanager.webapp.address",
                                "${yarn.resourcemanager.hostname}:80"))
                .isEqualTo("[n1:80]");
        assertThat(resourceManagers("yarn.resourcemanager.webapp.address", "0.0.0.0:80"))
                .isEqualTo("[]");
        assertThat(
                        resourceManagers(
                                "yarn.resourcemanager.ha.rm-ids",
                                "a,b",
                                "yarn.resourcemanager.hostname.a",
                                "n1",
                                "yarn.resourcemanager.webapp.address.b",
                                "n2:80"))
                .isEqualTo("[n1:8088, n2:80]");
    }

    @Test
    void replacesVariablesAndNeverWithoutEnd() {
        assertThat(of("a", "${b}-${c}", "b", "${c}", "c", "x").value("a")).contains("x-x");
        assertThat(of("a", "${a}x").value("a").orElseThrow()).startsWith("${a}x");
        assertThat(of("a", "${user.name}").value("a")).contains("${user.name}");
    }

    @Property
    void takesWhateverTheFilesHold(@ForAll String fs, @ForAll String address) {
        HadoopConfiguration configuration =
                of(
                        "fs.defaultFS",
                        fs,
                        "dfs.namenode.http-address",
                        address,
                        "yarn.resourcemanager.webapp.address",
                        address);

        assertThat(configuration.nameNodes()).isNotNull();
        assertThat(configuration.resourceManagers()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"n1:80, n1:80", "n1:0,", "n1:65536,", "n1,", ":80,", "'n 1:80',", "a:b:80,"})
    void readsAddresses(String text, String expected) {
        assertThat(HttpAddress.parse(text).map(HttpAddress::toString).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void readsThePropertiesOfAFile() throws Exception {
        String text =
                """
                <?xml version="1.0"?>
                <!-- A comment. -->
                <configuration>
                  <property><name> a </name><value>1 &lt; 2</value><final>true</final></property>
                  <property><name>b</name><value>x</value></property>
                  <property><name>b</name><value>y</value><description>z</description></property>
                  <property><name>empty</name></property>
                </configuration>
                """;

        assertThat(ConfigurationXml.parse(text))
                .containsExactly(
                        Map.entry("a", "1 < 2"), Map.entry("b", "y"), Map.entry("empty", ""));
    }

    @Test
    void saysFromWhichLineOnAFileIsNoXml() {
        assertThatThrownBy(() -> ConfigurationXml.parse("<configuration>\n<property>\n</x>"))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessage("it is no XML from line 3 on");
    }

    @Test
    void fetchesNothingThatAFileNames() {
        String text =
                "<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                        + "<c><property><name>a</name><value>&x;</value></property></c>";

        assertThatThrownBy(() -> ConfigurationXml.parse(text))
                .isInstanceOf(UnreadableAnswerException.class);
    }

    @Property
    void readsOrRefusesAnyText(@ForAll String text) {
        try {
            assertThat(ConfigurationXml.parse("<configuration>" + text + "</configuration>"))
                    .isNotNull();
        } catch (UnreadableAnswerException refused) {
            assertThat(refused).message().startsWith("it is no XML from line");
        }
    }
}
