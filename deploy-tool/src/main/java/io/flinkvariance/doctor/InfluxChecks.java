package io.flinkvariance.doctor;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.influxdb.InfluxDatabase;
import io.flinkvariance.influxdb.InfluxSchema;
import io.flinkvariance.influxdb.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether InfluxDB takes what Flink reports: from the way to it to its retention policy. */
public final class InfluxChecks {
    private final InfluxDatabase database;
    private final InfluxSchema schema;
    private final String host;
    private final String name;

    public InfluxChecks(InfluxDatabase database) {
        this.database = database;
        this.schema = new InfluxSchema(database);
        this.host = database.address().authority();
        this.name = database.address().database();
    }

    /** In the order of the way; what lies behind a fault is unknown. */
    public List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(answer());
        if (!findings.get(0).isFault()) {
            findings.addAll(inside());
        } else {
            findings.add(
                    Finding.unknown(
                            "[%s] login, database, retention policy: there is no answer"
                                    .formatted(host)));
        }
        return findings;
    }

    private Finding answer() throws InterruptedException {
        try {
            return Finding.ok("[%s] InfluxDB: %s answers".formatted(host, database.version()));
        } catch (DeployException silent) {
            return Finding.fault(
                    silent.getMessage()
                            + ". Try: systemctl status influxdb there, bind-address in its [http] section, and the firewall");
        }
    }

    private List<Finding> inside() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            boolean isThere = schema.hasDatabase();
            findings.add(
                    Finding.ok(
                            database.user().isEmpty()
                                    ? "[%s] login: it wants none".formatted(host)
                                    : "[%s] login: it takes user %s"
                                            .formatted(host, database.user())));
            findings.add(isThere ? ok() : missing());
            if (isThere) {
                findings.add(policy());
            }
        } catch (ClusterStateException refused) {
            findings.add(
                    Finding.fault(
                            refused.getMessage()
                                    + ". Try: influxdb.user and influxdb.passwordFile in cluster.properties, or the user and password of --influxdb"));
        } catch (DeployException failed) {
            findings.add(Finding.fault(failed.getMessage()));
        }
        return findings;
    }

    private Finding ok() {
        return Finding.ok("[%s] database: %s".formatted(host, name));
    }

    private Finding missing() {
        return Finding.fault(
                "[%s] database: there is no %s. Try: influx -execute '%s'"
                        .formatted(host, name, schema.createStatement()));
    }

    private Finding policy() throws InterruptedException {
        List<RetentionPolicy> policies = schema.policies();
        Optional<RetentionPolicy> usual =
                policies.stream().filter(RetentionPolicy::isDefault).findFirst();
        if (usual.isPresent() && usual.get().name().equals(RetentionPolicy.ONE_HOUR)) {
            return Finding.ok(
                    "[%s] retention policy: %s, of %s, is the default of %s"
                            .formatted(
                                    host, RetentionPolicy.ONE_HOUR, usual.get().duration(), name));
        }
        boolean isThere =
                policies.stream()
                        .anyMatch(policy -> policy.name().equals(RetentionPolicy.ONE_HOUR));
        return Finding.fault(
                "[%s] retention policy: the default of %s is %s, not %s, and Flink 1.8.1's reporter writes to the default whatever its retentionPolicy says. Try: influx -execute '%s RETENTION POLICY \"%s\" ON \"%s\"%s DEFAULT'"
                        .formatted(
                                host,
                                name,
                                usual.map(RetentionPolicy::name).orElse("none"),
                                RetentionPolicy.ONE_HOUR,
                                isThere ? "ALTER" : "CREATE",
                                RetentionPolicy.ONE_HOUR,
                                name,
                                isThere ? "" : " DURATION 1h REPLICATION 1"));
    }
}
