package io.flinkvariance.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.dist.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigIT {
    @TempDir Path folder;
    private Sandbox sandbox;

    @BeforeEach
    void unpack() {
        sandbox = new Sandbox(folder);
    }

    @Test
    void takesSpacesAndCommentsAway() {
        sandbox.configure("# key: not this", "  key :   a value \t # a comment", "other: 1");

        assertThat(setting("key")).isEqualTo("a value");
    }

    @Test
    void readsALastLineWithoutAnEnd() {
        sandbox.configure("first: 1", "key: 2");

        assertThat(setting("key")).isEqualTo("2");
    }

    @Test
    void keepsColonsInsideAValue() {
        sandbox.configure("key: hdfs://host:8020/a: b");

        assertThat(setting("key")).isEqualTo("hdfs://host:8020/a: b");
    }

    @Test
    void prefersTheLastOfTwoLines() {
        sandbox.configure("key: first", "key: last");

        assertThat(setting("key")).isEqualTo("last");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key:", "key: # nothing", "key:8", "keys: 8", "a.key: 8", "k.y: 8"})
    void fallsBackToTheDefault(String line) {
        sandbox.configure(line);

        assertThat(sandbox.withConfig("setting key fallback").lines()).containsExactly("fallback");
    }

    @Test
    void takesAKeyForItselfAndNotForAPattern() {
        sandbox.configure("envXjavaXopts: wrong", "env.java.opts.jobmanager: wrong");

        assertThat(setting("env.java.opts")).isEmpty();
    }

    @Test
    void stripsQuotesFromJavaOptionsOnly() {
        sandbox.configure("env.java.opts: \"-Da=b -Dc=d\"", "env.ssh.opts: \"-v\"");

        assertThat(sandbox.withConfig("echo \"$FLINK_ENV_JAVA_OPTS|$FLINK_SSH_OPTS\"").lines())
                .containsExactly("-Da=b -Dc=d|\"-v\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1024m, 1024",
        "1g, 1024",
        "2 GB, 2048",
        "524288k, 512",
        "1073741824, 1024",
        "0, 0",
        "08m, 8",
        "1 tebibytes, 1048576",
        "1023b, 0"
    })
    void readsSizes(String size, String mebibytes) {
        assertThat(sandbox.withConfig("mebibytes '" + size + "'").lines())
                .containsExactly(mebibytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "1.5g", "-1m", "12 parsecs", ""})
    void refusesWhatIsNoSize(String size) {
        assertThat(sandbox.withConfig("mebibytes '" + size + "'").exitCode()).isEqualTo(1);
    }

    @Test
    void readsSlavesWithoutCommentsAndEmptyLines() {
        sandbox.slaves("# all of them", "", "  one  # the first", "two more words", "\t", "three");

        assertThat(sandbox.withConfig("slaves").lines()).containsExactly("one", "two", "three");
    }

    @Test
    void saysThatSlavesAreMissing() throws IOException {
        Files.delete(sandbox.home.resolve("conf/slaves"));

        Result result = sandbox.run("stop-cluster.sh");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines())
                .containsExactly(
                        "[ERROR] "
                                + sandbox.home.resolve("conf/slaves")
                                + " cannot be read. Try: one host name a line");
    }

    @Test
    void prefersTheEnvironmentToTheFile() {
        sandbox.configure("env.pid.dir: /file", "env.log.dir: /file", "env.ssh.opts: -v");
        Map<String, String> environment =
                Map.of("FLINK_PID_DIR", "/pid", "FLINK_LOG_DIR", "/log", "FLINK_SSH_OPTS", "-q");

        assertThat(
                        sandbox.withConfig(
                                        environment,
                                        "echo $FLINK_PID_DIR $FLINK_LOG_DIR $FLINK_SSH_OPTS")
                                .lines())
                .containsExactly("/pid /log -q");
    }

    @Test
    void readsTheConfigurationFolderItIsGiven() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        sandbox.write(other.resolve("flink-conf.yaml"), "env.pid.dir: /over/there");

        assertThat(
                        sandbox.withConfig(
                                        Map.of("FLINK_CONF_DIR", other.toString()),
                                        "echo $FLINK_PID_DIR")
                                .lines())
                .containsExactly("/over/there");
    }

    @Test
    void prefersTheConfiguredJavaToJavaHome() {
        sandbox.write(folder.resolve("eight/bin/java"), "");
        assertThat(folder.resolve("eight/bin/java").toFile().setExecutable(true)).isTrue();
        sandbox.configure("env.java.home: " + folder.resolve("eight"));

        assertThat(sandbox.withConfig("echo $JAVA_RUN").lines())
                .containsExactly(folder.resolve("eight/bin/java").toString());
    }

    @Test
    void saysThatTheConfiguredJavaIsMissing() {
        sandbox.configure("env.java.home: /nowhere");

        Result result = sandbox.run("jobmanager.sh", "start");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines())
                .containsExactly(
                        "[ERROR] there is no Java: /nowhere/bin/java. Try: correct env.java.home in "
                                + sandbox.home.resolve("conf/flink-conf.yaml"));
    }

    @Test
    void findsItsFolderThroughLinks() throws IOException {
        Files.createSymbolicLink(folder.resolve("current"), Path.of("flink-1.8.1"));
        Files.createSymbolicLink(folder.resolve("flink-link"), folder.resolve("current/bin/flink"));
        Map<String, String> environment = Map.of("JAVA_ENDS", "yes");
        String configuration =
                "-Dlog4j.configuration=file:"
                        + sandbox.home.toRealPath().resolve("conf/log4j-cli.properties");

        for (String script : List.of("current/bin/flink", "flink-link")) {
            Process process =
                    sandbox.started(environment, List.of(folder.resolve(script).toString()));

            assertThat(Sandbox.ended(process).lines()).contains(configuration);
        }
    }

    private String setting(String key) {
        return String.join("\n", sandbox.withConfig("setting " + key).lines());
    }
}
