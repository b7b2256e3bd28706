package io.flinkvariance.doctor;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxDatabase;
import io.flinkvariance.rest.TaskManagerDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Says where a series stops on its way from a TaskManager to InfluxDB; changes nothing. */
public final class MetricsDoctor {
    /** Longer than the reporter's usual interval, 10 seconds. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Supplier<Instant> clock;
    private final Duration patience;

    /**
     * Prepares to look.
     *
     * @param clock tells the age of series
     * @param patience for a series that has not arrived yet
     */
    public MetricsDoctor(Supplier<Instant> clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Of a database that is reached from here, with no Flink in sight. */
    public List<Finding> examine(InfluxAddress address) throws InterruptedException {
        try (InfluxDatabase database = new InfluxDatabase(address)) {
            InfluxChecks.Report report = new InfluxChecks(database).examine();
            List<Finding> findings = new ArrayList<>(report.findings());
            if (report.isReadable()) {
                findings.add(new SeriesChecks(database, clock).ofAnybody());
            }
            return findings;
        }
    }

    /**
     * Of a cluster and the database that its properties name.
     *
     * @param hosts makes the way to a host, without going it yet
     */
    public List<Finding> examine(
            ClusterProperties properties, InfluxAddress address, Function<SshSettings, Host> hosts)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try (ClusterConnection connection =
                ClusterConnection.open(properties.layout(), hosts.apply(properties.ssh()))) {
            findings.addAll(
                    new ReporterChecks(connection.name(), connection.rest(), address).findings());
            try (PortForward forward = connection.host().forward(address.host(), address.port());
                    InfluxDatabase database = new InfluxDatabase(address, forward.address())) {
                InfluxChecks.Report report = new InfluxChecks(database).examine();
                findings.addAll(report.findings());
                if (report.isReadable()) {
                    findings.addAll(series(connection, database));
                }
            }
        } catch (DeployException unreachable) {
            findings.add(Finding.fault(unreachable.getMessage()));
        }
        return findings;
    }

    private List<Finding> series(ClusterConnection connection, InfluxDatabase database)
            throws InterruptedException {
        List<TaskManagerDetails> taskManagers;
        try {
            taskManagers = connection.rest().taskManagers().registered();
        } catch (DeployException down) {
            return List.of(
                    Finding.unknown(
                            "[%s] series: Flink is down, so none should arrive"
                                    .formatted(connection.name())));
        }
        return new SeriesChecks(database, clock).of(taskManagers, patience);
    }
}
