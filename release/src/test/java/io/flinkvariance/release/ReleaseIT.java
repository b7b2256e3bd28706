package io.flinkvariance.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as a user finds it: unpacked below a path with spaces, with nothing but a Java. */
class ReleaseIT {
    private static final String NAME = System.getProperty("release.name");
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir static Path folder;
    private static Path kit;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeAll
    static void unpack() throws Exception {
        Path place = Files.createDirectories(folder.resolve("a folder with spaces"));
        assertThat(run(place, "tar", "xzf", TARGET.resolve(NAME + ".tar.gz").toString()).exitCode())
                .isZero();
        kit = place.resolve(NAME);
        run(place, "chmod", "-R", "a-w", NAME);
    }

    private static Ended run(Path where, String... command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(where.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Ended tool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(kit.resolve("bin/deploy-tool").toString()));
        command.addAll(List.of(arguments));
        return run(folder, command.toArray(String[]::new));
    }

    @Test
    void holdsWhatItPromises() throws Exception {
        try (Stream<Path> files = Files.list(kit)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "CHANGELOG.md",
                            "LICENSE",
                            "NOTICE",
                            "README.md",
                            "SECURITY.md",
                            "ansible",
                            "bin",
                            "conf",
                            "docs",
                            "lib",
                            "licences",
                            "sbom-kafka.json",
                            "sbom.json",
                            "share");
        }
        assertThat(kit.resolve("conf/cluster.properties")).doesNotExist();
        assertThat(kit.resolve("conf/yarn.properties")).doesNotExist();
        assertThat(kit.resolve("ansible/inventory/hadoop.sh")).isExecutable();
        assertThat(kit.resolve("ansible/tests")).doesNotExist();
        assertThat(kit.resolve("ansible/site.yml")).exists();
        assertThat(Files.readString(kit.resolve("share/man/man1/deploy-tool.1")))
                .isEqualTo(tool("manual").out());
        assertThat(Files.readString(kit.resolve("share/bash-completion/completions/deploy-tool")))
                .isEqualTo(tool("completion", "bash").out());
        assertThat(Files.readString(kit.resolve("share/zsh/site-functions/_deploy-tool")))
                .isEqualTo(tool("completion", "zsh").out());
        assertThat(Files.readString(kit.resolve("sbom.json")))
                .contains("\"flink-runtime_2.11\"", "\"flink-variance-routing\"");
        assertThat(Files.readString(kit.resolve("sbom-kafka.json"))).contains("\"kafka_2.13\"");
        assertThat(kit.resolve("lib/kafka")).isDirectoryContaining("glob:**/kafka_2.13-*.jar");
        assertThat(kit.resolve("licences/kafka")).isDirectoryContaining("glob:**/kafka-clients-*");
    }

    @Test
    void hasTheChecksumThatStandsBesideIt() throws Exception {
        assertThat(run(TARGET, "sha512sum", "--check", NAME + ".tar.gz.sha512").exitCode())
                .isZero();
    }

    @Test
    void tellsItsVersionAndTheCommitThatItWasBuiltFrom() throws Exception {
        Ended version = tool("version");

        assertThat(version.err()).isEmpty();
        assertThat(version.out())
                .matches(
                        "deploy-tool "
                                + Pattern.quote(NAME.replace("flink-variance-", ""))
                                + " \\(commit [0-9a-f]{7,}(, changed)?\\), Flink 1\\.8\\.1, Java .*\\R");
    }

    @Test
    void runsAScenarioToItsEnd() throws Exception {
        Ended run = tool("run", "minimal-variance", "--set", "stream.limit=1500");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("1500");
        assertThat(run.err()).doesNotContain("building");
    }
}
