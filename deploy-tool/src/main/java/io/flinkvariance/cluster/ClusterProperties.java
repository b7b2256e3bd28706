package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.SshJump;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.scenario.NearestName;
import io.flinkvariance.scenario.PropertiesText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code conf/cluster.properties}: how a cluster is reached, and what it should have. */
public record ClusterProperties(
        SshSettings ssh, ClusterLayout layout, Optional<InfluxSettings> influxDb) {
    private static final String HOST = "ssh.host";
    private static final String PORT = "ssh.port";
    private static final String USER = "ssh.user";
    private static final String KEY = "ssh.key";
    private static final String KNOWN_HOSTS = "ssh.knownHosts";
    private static final String JUMP = "ssh.jump";
    private static final String HOME = "flink.home";
    private static final String REST_ADDRESS = "rest.address";
    private static final String REST_PORT = "rest.port";
    private static final String TASK_MANAGERS = "cluster.taskManagers";
    private static final String NAMES = "cluster.names";
    private static final String INFLUX_HOST = "influxdb.host";
    private static final String INFLUX_PORT = "influxdb.port";
    private static final String INFLUX_DATABASE = "influxdb.database";
    private static final String INFLUX_USER = "influxdb.user";
    private static final List<String> KEYS =
            List.of(
                    HOST,
                    PORT,
                    USER,
                    KEY,
                    KNOWN_HOSTS,
                    JUMP,
                    HOME,
                    REST_ADDRESS,
                    REST_PORT,
                    TASK_MANAGERS,
                    NAMES,
                    INFLUX_HOST,
                    INFLUX_PORT,
                    INFLUX_DATABASE,
                    INFLUX_USER,
                    InfluxSettings.PASSWORD_FILE);
    private static final int MOST_TASK_MANAGERS = 10_000;
    private static final int LAST_PORT = 65_535;
    private static final int REST_DEFAULT_PORT = 8081;

    /**
     * Reads the file.
     *
     * @throws UsageException with everything that is wrong with it
     */
    public static ClusterProperties read(Path file) {
        PropertiesText text;
        try {
            text = PropertiesText.parse(Files.readAllBytes(file), file.toString());
        } catch (IOException unreadable) {
            throw new UsageException(
                    ("%s: %s. Try: cd ansible && ansible-playbook site.yml, which writes it, or a copy"
                                    + " of cluster.properties.example")
                            .formatted(
                                    file,
                                    Files.exists(file)
                                            ? "cannot be read"
                                            : "there is no such file"),
                    unreadable);
        }
        return new Reader(file, text).read();
    }

    /** Collects the faults of a file on the way through it. */
    private static final class Reader {
        private final Path file;
        private final Map<String, String> values;
        private final List<String> faults;

        Reader(Path file, PropertiesText text) {
            this.file = file;
            this.values = text.values();
            this.faults = new ArrayList<>(text.faults());
        }

        ClusterProperties read() {
            values.keySet().stream().filter(key -> !KEYS.contains(key)).forEach(this::unknown);
            String host = required(HOST, "the JobManager's node");
            int port = number(PORT, SshSettings.DEFAULT_PORT, LAST_PORT);
            String user = required(USER, "the user that Flink runs as");
            Path knownHosts = path(required(KNOWN_HOSTS, "the file with the accepted host keys"));
            String home = required(HOME, "the folder of Flink on the JobManager's node");
            if (!home.isEmpty() && !home.startsWith("/")) {
                faults.add("%s: %s=%s: expected an absolute path".formatted(file, HOME, home));
            }
            String restAddress = values.getOrDefault(REST_ADDRESS, "127.0.0.1");
            int restPort = number(REST_PORT, REST_DEFAULT_PORT, LAST_PORT);
            int taskManagers = number(TASK_MANAGERS, 1, MOST_TASK_MANAGERS);
            Optional<SshJump> jump =
                    Optional.ofNullable(values.get(JUMP))
                            .flatMap(value -> orFault(value, SshJump::parse));
            Optional<SshSettings> ssh =
                    host.isEmpty() || user.isEmpty()
                            ? Optional.empty()
                            : orFault(
                                    host,
                                    name ->
                                            new SshSettings(
                                                    name,
                                                    port,
                                                    user,
                                                    Optional.ofNullable(values.get(KEY))
                                                            .map(this::path),
                                                    knownHosts,
                                                    jump));
            Optional<InfluxSettings> influxDb = influxDb();
            HostNames names =
                    Optional.ofNullable(values.get(NAMES))
                            .filter(value -> !value.isBlank())
                            .flatMap(value -> orFault(value, HostNames::parse))
                            .orElse(HostNames.NONE);
            if (!faults.isEmpty()) {
                throw new UsageException(String.join("\n", faults));
            }
            return new ClusterProperties(
                    named(ssh.orElseThrow(), restAddress, names),
                    new ClusterLayout(home, restAddress, restPort, taskManagers, names),
                    influxDb);
        }

        /** As the user calls the node that has the REST interface, however it is connected to. */
        private static SshSettings named(SshSettings ssh, String restAddress, HostNames names) {
            return ssh.named(names.byAddress().getOrDefault(restAddress, names.of(ssh.host())));
        }

        /** Without a host there is none, and nothing else may be said of it. */
        private Optional<InfluxSettings> influxDb() {
            String host = values.getOrDefault(INFLUX_HOST, "");
            int port = number(INFLUX_PORT, InfluxAddress.DEFAULT_PORT, LAST_PORT);
            String database = values.getOrDefault(INFLUX_DATABASE, InfluxAddress.DEFAULT_DATABASE);
            if (!InfluxAddress.DATABASE_NAME.matcher(database).matches()) {
                faults.add(
                        "%s: %s=%s: expected letters, digits, dots, hyphens and underscores"
                                .formatted(file, INFLUX_DATABASE, database));
            }
            if (host.isEmpty()) {
                values.keySet().stream()
                        .filter(key -> key.startsWith("influxdb.") && KEYS.contains(key))
                        .findFirst()
                        .ifPresent(
                                key ->
                                        faults.add(
                                                "%s: %s: there is no %s"
                                                        .formatted(file, key, INFLUX_HOST)));
                return Optional.empty();
            }
            return orFault(
                    host,
                    name ->
                            new InfluxSettings(
                                    name,
                                    port,
                                    database,
                                    Optional.ofNullable(values.get(INFLUX_USER)),
                                    Optional.ofNullable(values.get(InfluxSettings.PASSWORD_FILE))
                                            .map(this::path)));
        }

        private void unknown(String key) {
            String nearest =
                    NearestName.of(key, KEYS)
                            .map(known -> "; did you mean " + known + "?")
                            .orElse("; known keys: " + String.join(", ", KEYS));
            faults.add("%s: %s: unknown key%s".formatted(file, key, nearest));
        }

        private String required(String key, String what) {
            String value = values.getOrDefault(key, "");
            if (value.isEmpty()) {
                faults.add("%s: %s: missing; expected %s".formatted(file, key, what));
            }
            return value;
        }

        private int number(String key, int otherwise, int most) {
            String value = values.get(key);
            if (value == null) {
                return otherwise;
            }
            try {
                int number = Integer.parseInt(value);
                if (number >= 1 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Said below.
            }
            faults.add(
                    "%s: %s=%s: expected a whole number from 1 to %d"
                            .formatted(file, key, value, most));
            return otherwise;
        }

        /** As written, or relative to the file, so that the kit's folder can be moved. */
        private Path path(String value) {
            String home = System.getProperty("user.home");
            Path path = Path.of(value.startsWith("~/") ? home + value.substring(1) : value);
            return path.isAbsolute() ? path : file.toAbsolutePath().resolveSibling(path);
        }

        private <T> Optional<T> orFault(String value, Function<String, T> read) {
            try {
                return Optional.of(read.apply(value));
            } catch (UsageException wrong) {
                faults.add(file + ": " + wrong.getMessage());
                return Optional.empty();
            }
        }
    }
}
