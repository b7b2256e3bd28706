package io.flinkvariance.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveIT {
    private static final List<String> SCRIPTS =
            List.of(
                    "config.sh",
                    "flink",
                    "flink-daemon.sh",
                    "jobmanager.sh",
                    "start-cluster.sh",
                    "stop-cluster.sh",
                    "taskmanager.sh",
                    "yarn-session.sh");

    @TempDir static Path folder;
    private static Path home;

    @BeforeAll
    static void unpack() {
        Archive.unpack(folder);
        home = folder.resolve("flink-1.8.1");
    }

    @Test
    void hasOneTopFolderAndTheFoldersOfTheRelease() throws IOException {
        assertThat(namesIn(folder)).containsExactly("flink-1.8.1");
        assertThat(namesIn(home))
                .containsExactly("LICENSE", "NOTICE", "bin", "conf", "lib", "log", "opt");
    }

    @Test
    void listsEveryFolderSoThatWhoUnpacksItCanGiveThemAnOwner() {
        assertThat(
                        Archive.entries().stream()
                                .filter(entry -> entry.startsWith("d"))
                                .map(this::name))
                .containsExactlyInAnyOrder(
                        "flink-1.8.1/",
                        "flink-1.8.1/bin/",
                        "flink-1.8.1/conf/",
                        "flink-1.8.1/lib/",
                        "flink-1.8.1/log/",
                        "flink-1.8.1/opt/");
    }

    @Test
    void makesOnlyTheScriptsExecutableAndNothingWritableForOthers() throws IOException {
        assertThat(namesIn(home.resolve("bin"))).containsExactlyElementsOf(SCRIPTS);
        assertThat(Archive.entries())
                .allSatisfy(
                        entry ->
                                assertThat(entry.substring(0, 10))
                                        .as(entry)
                                        .isEqualTo(
                                                entry.startsWith("d")
                                                        ? "drwxr-xr-x"
                                                        : name(entry).startsWith("flink-1.8.1/bin/")
                                                                ? "-rwxr-xr-x"
                                                                : "-rw-r--r--"));
    }

    @Test
    void saysNothingOfTheMachineAndTheTimeOfTheBuild() {
        assertThat(Archive.entries())
                .allSatisfy(
                        entry ->
                                assertThat(entry)
                                        .contains(" 0/0 ")
                                        .contains(" 2026-01-01 00:00:00 "));
    }

    @Test
    void comesWithItsChecksumInTheFormatOfApache() throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(Archive.FILE));

        assertThat(Path.of(Archive.FILE + ".sha512"))
                .hasContent(
                        HexFormat.of().formatHex(digest) + "  flink-1.8.1-bin-scala_2.11.tgz\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/apache/flink/runtime/entrypoint/StandaloneSessionClusterEntrypoint.class",
                "org/apache/flink/runtime/taskexecutor/TaskManagerRunner.class",
                "org/apache/flink/client/cli/CliFrontend.class",
                "org/apache/flink/yarn/cli/FlinkYarnSessionCli.class",
                "org/apache/flink/yarn/YarnResourceManager.class",
                "org/apache/flink/streaming/api/environment/StreamExecutionEnvironment.class",
                "org/apache/flink/runtime/webmonitor/WebSubmissionExtension.class",
                "org/slf4j/impl/StaticLoggerBinder.class",
                "org/apache/log4j/FileAppender.class",
                "web/index.html"
            })
    void hasWhatTheDaemonsAndTheClientNeedExactlyOnce(String entry) throws IOException {
        assertThat(jarsWith(entry)).hasSize(1);
    }

    @Test
    void logsWithLog4jOnly() throws IOException {
        assertThat(jarsWith("org/slf4j/impl/StaticLoggerBinder.class"))
                .containsExactly("slf4j-log4j12-1.7.15.jar");
        assertThat(namesIn(home.resolve("lib")))
                .contains("slf4j-api-1.7.15.jar", "log4j-1.2.17.jar");
    }

    @Test
    void knowsItsVersion() throws IOException {
        String name = jarsWith("org/apache/flink/runtime/util/EnvironmentInformation.class").get(0);
        try (JarFile jar = new JarFile(home.resolve("lib").resolve(name).toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
                    .isEqualTo("1.8.1");
        }
    }

    @Test
    void keepsTheInfluxReporterAside() throws IOException {
        String reporter = "org/apache/flink/metrics/influxdb/InfluxdbReporter.class";

        assertThat(namesIn(home.resolve("opt")))
                .containsExactly("flink-metrics-influxdb-1.8.1.jar");
        assertThat(jarsWith(reporter)).isEmpty();
        assertThat(entriesOf(home.resolve("opt/flink-metrics-influxdb-1.8.1.jar")))
                .contains(reporter)
                .anyMatch(entry -> entry.endsWith("/okhttp3/OkHttpClient.class"));
    }

    @Test
    void hasNothingOfTheKitAndNothingUnreleased() throws IOException {
        assertThat(namesIn(home.resolve("lib")))
                .isNotEmpty()
                .noneMatch(name -> name.contains("SNAPSHOT") || name.contains("junit"))
                .allSatisfy(
                        name ->
                                assertThat(entriesOf(home.resolve("lib").resolve(name)))
                                        .noneMatch(e -> e.startsWith("io/flinkvariance/")));
    }

    private String name(String entry) {
        return entry.substring(entry.lastIndexOf(' ') + 1);
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> jarsWith(String entry) throws IOException {
        return namesIn(home.resolve("lib")).stream()
                .filter(name -> entriesOf(home.resolve("lib").resolve(name)).contains(entry))
                .toList();
    }

    private static List<String> entriesOf(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(JarEntry::getName).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
