package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.flink.FlinkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Flink that was unpacked on this machine; it is only read. */
record LocalInstallation(Path home) {
    static final String FLINK_CONF = "flink-conf.yaml";

    private static final String LIB = "lib";
    private static final String OPT = "opt";
    private static final String BIN = "bin";
    private static final String REPORTER_JAR = "flink-metrics-influxdb";

    /**
     * The one in that folder.
     *
     * @throws UsageException if there is none
     */
    static LocalInstallation at(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        if (!Files.isExecutable(home.resolve("bin/start-cluster.sh"))) {
            throw new UsageException(
                    "--flink-home %s: there is no Flink, as bin/start-cluster.sh is missing. Try: the folder that its archive was unpacked to"
                            .formatted(home));
        }
        return new LocalInstallation(home);
    }

    /** The keys of its {@code flink-conf.yaml}. */
    Map<String, String> keys() {
        Path file = home.resolve("conf").resolve(FLINK_CONF);
        Map<String, String> keys = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(line -> line.replaceFirst("#.*", ""))
                    .map(line -> line.split(": ", 2))
                    .filter(pair -> pair.length == 2 && !pair[1].isBlank())
                    .forEach(pair -> keys.put(pair[0].strip(), pair[1].strip()));
            return keys;
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw new UsageException("--flink-home: %s cannot be read".formatted(file), unreadable);
        }
    }

    /**
     * The jar of the reporter for InfluxDB, if Flink's processes would not load it: its scripts
     * take {@code lib} alone, and the archive has it in {@code opt}.
     *
     * @throws UsageException if it is in neither
     */
    Optional<Path> reporterJarToAdd() {
        if (jarIn(LIB).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                jarIn(OPT)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "--influxdb: %s is in neither lib nor opt of %s. Try: to copy it from opt of Flink's archive to %s"
                                                        .formatted(
                                                                FlinkVersion.OF_KIT.reporterJar(),
                                                                home,
                                                                home.resolve(OPT)))));
    }

    private Optional<Path> jarIn(String folder) {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(REPORTER_JAR))
                    .filter(file -> file.toString().endsWith(".jar"))
                    .findFirst();
        } catch (IOException noFolder) {
            return Optional.empty();
        }
    }

    /**
     * Makes a folder that Flink's scripts take for an installation: copies of them, as they look
     * for {@code lib} beside themselves, and links to the jars, with one more.
     */
    void copyWith(Path jar, Path copy) throws IOException {
        Path bin = Files.createDirectories(copy.resolve(BIN));
        for (Path script : filesIn(home.resolve(BIN))) {
            Files.copy(
                    script, bin.resolve(script.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path lib = Files.createDirectories(copy.resolve(LIB));
        for (Path library : filesIn(home.resolve(LIB))) {
            Files.createSymbolicLink(lib.resolve(library.getFileName()), library);
        }
        Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
