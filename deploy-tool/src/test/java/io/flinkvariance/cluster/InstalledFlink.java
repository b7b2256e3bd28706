package io.flinkvariance.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder that looks like Flink 1.8.1, whose processes only sleep; and a Java that only tells its
 * version.
 */
public final class InstalledFlink {
    private final Path home;
    private final Path java;

    private InstalledFlink(Path home, Path java) {
        this.home = home;
        this.java = java;
    }

    public static InstalledFlink in(Path folder, String flinkConf) throws IOException {
        Path home = folder.resolve("flink");
        Path java = folder.resolve("java");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/flink-conf.yaml"), flinkConf);
        Files.writeString(home.resolve("conf/slaves"), "n2\nn3\n");
        Files.writeString(home.resolve("conf/log4j.properties"), "log4j.rootLogger=INFO\n");
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/flink-dist_2.11-1.8.1.jar"));
        InstalledFlink flink = new InstalledFlink(home, java);
        flink.starts("sleep 300 >/dev/null 2>&1 </dev/null & echo $! >\"$FLINK_PID_DIR/one.pid\"");
        flink.stops("xargs kill <\"$FLINK_PID_DIR/one.pid\"");
        flink.javaIs("1.8.0_292");
        return flink;
    }

    public Path home() {
        return home;
    }

    public Path java() {
        return java;
    }

    public void starts(String script) throws IOException {
        program(home.resolve("bin/start-cluster.sh"), script);
    }

    public void startsTaskManagers(String script) throws IOException {
        program(home.resolve("bin/taskmanager.sh"), script);
    }

    public void stops(String script) throws IOException {
        program(home.resolve("bin/stop-cluster.sh"), script);
    }

    public void javaIs(String version) throws IOException {
        program(java.resolve("bin/java"), "echo 'openjdk version \"%s\"' >&2".formatted(version));
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
