package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.influxdb.InfluxAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code conf/cluster.properties}: how a cluster is reached, and what it should have. */
public record ClusterProperties(
        SshSettings ssh,
        ClusterLayout layout,
        Optional<InfluxSettings> influxDb,
        Optional<KafkaSettings> kafka) {
    private static final String HOME = "flink.home";
    private static final String REST_ADDRESS = "rest.address";
    private static final String REST_PORT = "rest.port";
    private static final String TASK_MANAGERS = "cluster.taskManagers";
    private static final String NAMES = "cluster.names";
    private static final String INFLUX_HOST = "influxdb.host";
    private static final String INFLUX_PORT = "influxdb.port";
    private static final String INFLUX_DATABASE = "influxdb.database";
    private static final String INFLUX_USER = "influxdb.user";
    private static final String KAFKA_HOST = "kafka.host";
    private static final String KAFKA_PORT = "kafka.port";
    private static final String KAFKA_TUNNEL_PORT = "kafka.tunnelPort";
    private static final List<String> KEYS =
            SettingsReader.withSsh(
                    HOME,
                    REST_ADDRESS,
                    REST_PORT,
                    TASK_MANAGERS,
                    NAMES,
                    INFLUX_HOST,
                    INFLUX_PORT,
                    INFLUX_DATABASE,
                    INFLUX_USER,
                    InfluxSettings.PASSWORD_FILE,
                    KAFKA_HOST,
                    KAFKA_PORT,
                    KAFKA_TUNNEL_PORT);

    private static final int MOST_TASK_MANAGERS = 10_000;
    private static final int REST_DEFAULT_PORT = 8081;

    /**
     * Reads the file.
     *
     * @throws UsageException with everything that is wrong with it
     */
    public static ClusterProperties read(Path file) {
        return new Reader(file).read();
    }

    /** Collects the faults of a file on the way through it. */
    private static final class Reader extends SettingsReader {
        Reader(Path file) {
            super(
                    file,
                    KEYS,
                    "cd ansible && ansible-playbook site.yml, which writes it, or a copy of"
                            + " cluster.properties.example");
        }

        ClusterProperties read() {
            notEmpty(REST_ADDRESS, "127.0.0.1");
            notEmpty(INFLUX_USER, "an InfluxDB that asks for no login");
            notEmpty(InfluxSettings.PASSWORD_FILE, "an InfluxDB that asks for no login");
            Optional<SshSettings> ssh = ssh("the JobManager's node", "the user that Flink runs as");
            String home = required(HOME, "the folder of Flink on the JobManager's node");
            requireAbsolute(HOME, home);
            String restAddress = values.getOrDefault(REST_ADDRESS, "127.0.0.1");
            int restPort = number(REST_PORT, REST_DEFAULT_PORT, LAST_PORT);
            int taskManagers = number(TASK_MANAGERS, 1, MOST_TASK_MANAGERS);
            Optional<InfluxSettings> influxDb = influxDb();
            Optional<KafkaSettings> kafka = kafka();
            HostNames names =
                    Optional.ofNullable(values.get(NAMES))
                            .filter(value -> !value.isBlank())
                            .flatMap(value -> orFault(value, HostNames::parse))
                            .orElse(HostNames.NONE);
            requireNoFault();
            return new ClusterProperties(
                    named(ssh.orElseThrow(), restAddress, names),
                    new ClusterLayout(home, restAddress, restPort, taskManagers, names),
                    influxDb,
                    kafka);
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
                nothingElse("influxdb.", INFLUX_HOST);
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
                                    path(InfluxSettings.PASSWORD_FILE)));
        }

        /** Without a host there is none, and nothing else may be said of it. */
        private Optional<KafkaSettings> kafka() {
            String host = values.getOrDefault(KAFKA_HOST, "");
            int port = number(KAFKA_PORT, KafkaSettings.DEFAULT_PORT, LAST_PORT);
            int tunnelPort =
                    number(KAFKA_TUNNEL_PORT, KafkaSettings.DEFAULT_TUNNEL_PORT, LAST_PORT);
            if (host.isEmpty()) {
                nothingElse("kafka.", KAFKA_HOST);
                return Optional.empty();
            }
            return Optional.of(new KafkaSettings(host, port, tunnelPort));
        }

        private void nothingElse(String prefix, String host) {
            values.keySet().stream()
                    .filter(key -> key.startsWith(prefix) && KEYS.contains(key))
                    .findFirst()
                    .ifPresent(
                            key -> faults.add("%s: %s: there is no %s".formatted(file, key, host)));
        }
    }
}
