package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.model.BufferSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code conf} folder of a Flink on this machine: a copy of the installation's, with what a run
 * needs in place of it.
 *
 * <p>The keys of {@code flink-conf.yaml}, from the weakest: small buffers; the installation's; one
 * host, free ports and the scratch folder; the user's {@code --flink-conf}.
 */
public final class LocalConfiguration {
    static final String LOG = "log";
    static final String PID = "pid";

    private static final String LOOPBACK = "127.0.0.1";
    private static final String JAVA_HOME = "env.java.home";
    private static final String REST_ADDRESS = "rest.address";
    private static final String REST_PORT = "rest.port";

    /** {@code GlobalConfiguration.loadYAMLResource}: all after a # is a comment. */
    private static final Pattern UNWRITABLE = Pattern.compile("[#\\n\\r]");

    private static final String SLOTS = "taskmanager.numberOfTaskSlots";

    private final LocalInstallation installation;
    private final Map<String, String> given;
    private final Map<String, String> keys;
    private final ClusterLayout layout;
    private final Optional<Path> jarToAdd;

    private LocalConfiguration(
            LocalInstallation installation,
            Map<String, String> given,
            Map<String, String> keys,
            ClusterLayout layout,
            Optional<Path> jarToAdd) {
        this.installation = installation;
        this.given = given;
        this.keys = keys;
        this.layout = layout;
        this.jarToAdd = jarToAdd;
    }

    /**
     * Reads the installation's.
     *
     * @param taskManagers how many to start
     * @param slots that are needed in all; {@code flinkConf} may say otherwise
     * @param flinkConf the user's keys
     * @throws UsageException if there is no Flink in that folder
     */
    public static LocalConfiguration of(
            Path home, int taskManagers, int slots, Map<String, String> flinkConf) {
        LocalInstallation installation = LocalInstallation.at(home);
        int slotsEach = (slots + taskManagers - 1) / taskManagers;
        List<Integer> ports = FreePorts.find(2);

        Map<String, String> keys = new LinkedHashMap<>(BufferSettings.SMALL.toFlinkConf());
        keys.putAll(installation.keys());
        keys.put("jobmanager.rpc.address", "localhost");
        keys.put("jobmanager.rpc.port", ports.get(0).toString());
        keys.put(REST_ADDRESS, LOOPBACK);
        keys.put("rest.bind-address", LOOPBACK);
        keys.put(REST_PORT, ports.get(1).toString());
        keys.put("taskmanager.host", "localhost");
        keys.put(SLOTS, Integer.toString(slotsEach));
        for (String port :
                List.of(
                        "blob.server.port",
                        "taskmanager.rpc.port",
                        "taskmanager.data.port",
                        "metrics.internal.query-service.port")) {
            keys.put(port, "0");
        }
        keys.putAll(flinkConf);
        flinkConf.forEach(LocalConfiguration::requireWritable);
        ClusterLayout layout =
                new ClusterLayout(
                        installation.home().toString(),
                        keys.get(REST_ADDRESS),
                        number(keys, REST_PORT),
                        taskManagers);
        return new LocalConfiguration(
                installation, Map.copyOf(flinkConf), keys, layout, Optional.empty());
    }

    /**
     * The same, with its metrics reported to InfluxDB, unless the user's keys say otherwise.
     *
     * @throws UsageException if the installation has no reporter
     */
    public LocalConfiguration reportingTo(InfluxAddress influxDb) {
        Map<String, String> all = new LinkedHashMap<>(keys);
        influxDb.toFlinkConf(EmbeddedConfiguration.REPORT_INTERVAL)
                .forEach(LocalConfiguration::requireWritable);
        all.putAll(influxDb.toFlinkConf(EmbeddedConfiguration.REPORT_INTERVAL));
        all.putAll(given);
        return new LocalConfiguration(
                installation, given, all, layout, installation.reporterJarToAdd());
    }

    /** The file has neither quotes nor escapes; its value may be a password, and is not shown. */
    private static void requireWritable(String key, String value) {
        if (UNWRITABLE.matcher(value).find()) {
            throw new UsageException(
                    "--target local: %s: %s cannot hold a value with # or the end of a line in it"
                            .formatted(key, LocalInstallation.FLINK_CONF));
        }
        if (value.isBlank()) {
            throw new UsageException(
                    "--target local: %s: empty, and Flink takes its default then. Try: leave the key out"
                            .formatted(key));
        }
    }

    private static int number(Map<String, String> keys, String key) {
        try {
            return Integer.parseInt(keys.get(key));
        } catch (NumberFormatException wrong) {
            throw new UsageException(
                    "--flink-conf: %s=%s: expected a whole number".formatted(key, keys.get(key)),
                    wrong);
        }
    }

    /** The folder that Flink was unpacked to. */
    String installation() {
        return installation.home().toString();
    }

    /** The installation's; where a jar is to be added, that of its copy in the scratch folder. */
    ClusterLayout layout(Path scratch) {
        return jarToAdd.isEmpty()
                ? layout
                : new ClusterLayout(
                        copy(scratch).toString(),
                        layout.restAddress(),
                        layout.restPort(),
                        layout.taskManagers());
    }

    private static Path copy(Path scratch) {
        return scratch.resolve("flink");
    }

    /** The user's keys. */
    Map<String, String> given() {
        return given;
    }

    /** The Java that Flink's scripts will take; empty for the one on the path. */
    String javaHome() {
        String environment = System.getenv("JAVA_HOME");
        return keys.getOrDefault(JAVA_HOME, environment == null ? "" : environment);
    }

    /**
     * Writes the folder, and makes the copy if there has to be one.
     *
     * @param scratch the folder for all that Flink writes
     */
    void write(Path conf, Path scratch) {
        try {
            if (jarToAdd.isPresent()) {
                installation.copyWith(jarToAdd.get(), copy(scratch));
            }
            copy(installation.home().resolve("conf"), conf);
            Map<String, String> all = new LinkedHashMap<>(keys);
            all.put("env.log.dir", Files.createDirectories(scratch.resolve(LOG)).toString());
            all.put("env.pid.dir", Files.createDirectories(scratch.resolve(PID)).toString());
            String temporary = Files.createDirectories(scratch.resolve("tmp")).toString();
            all.put("io.tmp.dirs", temporary);
            all.put("web.tmpdir", temporary);
            all.put("web.upload.dir", temporary);
            all.put("blob.storage.directory", temporary);
            if (!javaHome().isEmpty()) {
                all.put(JAVA_HOME, javaHome());
            }
            all.putAll(given);
            Files.write(
                    conf.resolve(LocalInstallation.FLINK_CONF),
                    all.entrySet().stream()
                            .map(key -> key.getKey() + ": " + key.getValue())
                            .toList());
            Files.write(
                    conf.resolve("slaves"),
                    Collections.nCopies(layout.taskManagers(), "localhost"));
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing %s: %s".formatted(conf, failed.getMessage()), failed);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            List<Path> plain = files.filter(Files::isRegularFile).toList();
            for (Path file : plain) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
