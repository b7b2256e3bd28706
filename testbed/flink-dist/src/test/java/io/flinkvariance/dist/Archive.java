package io.flinkvariance.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The archive this module builds. */
final class Archive {
    static final Charset UTF_8 = StandardCharsets.UTF_8;
    static final Path FILE =
            Path.of(System.getProperty("basedir", ""))
                    .resolve("target/flink-1.8.1-bin-scala_2.11.tgz");

    private static Path withoutJars;

    private Archive() {}

    static void unpack(Path folder) {
        tar(folder, "-xzf");
    }

    /**
     * Unpacks it the first time; decompressing all of it for a few scripts takes a while. Every JVM
     * of the tests does so for itself, as two of them run side by side.
     */
    static synchronized void copyWithoutJars(Path folder) {
        if (withoutJars == null) {
            Path unpacked = ownFolder();
            tar(unpacked, "-xzf", "--exclude=*.jar");
            withoutJars = unpacked.resolve("flink-1.8.1");
        }
        succeed(List.of("cp", "-a", withoutJars.toString(), folder.toString()));
    }

    private static Path ownFolder() {
        try {
            return Files.createTempDirectory(FILE.toAbsolutePath().getParent(), "test-home-");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** One line for every entry: mode, owner, size, date, time, name. */
    static List<String> entries() {
        return tar(FILE.getParent(), "-tvzf", "--numeric-owner", "--utc", "--full-time");
    }

    private static List<String> tar(Path folder, String action, String... options) {
        List<String> command =
                new ArrayList<>(List.of("tar", action, FILE.toAbsolutePath().toString()));
        command.addAll(List.of("-C", folder.toString()));
        command.addAll(List.of(options));
        return succeed(command);
    }

    private static List<String> succeed(List<String> command) {
        try {
            Sandbox.Result result =
                    Sandbox.ended(new ProcessBuilder(command).redirectErrorStream(true).start());
            assertThat(result.exitCode()).as("%s", result.lines()).isZero();
            return result.lines();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
