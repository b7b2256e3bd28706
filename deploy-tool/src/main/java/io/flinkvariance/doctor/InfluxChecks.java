package io.flinkvariance.doctor;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.flink.FlinkVersion;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxDatabase;
import io.flinkvariance.influxdb.InfluxSchema;
import io.flinkvariance.influxdb.RetentionPolicy;
import io.flinkvariance.influxdb.UnwrittenPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether InfluxDB takes what Flink reports: from the way to it to its retention policy. */
public final class InfluxChecks {
    private final InfluxDatabase database;
    private final InfluxSchema schema;
    private final InfluxAddress address;
    private final String host;
    private final String name;

    public InfluxChecks(InfluxDatabase database) {
        this.database = database;
        this.schema = new InfluxSchema(database);
        this.address = database.address();
        this.host = address.authority();
        this.name = database.address().database();
    }

    /**
     * What was found.
     *
     * @param isReadable whether series can be asked for
     */
    public record Report(List<Finding> findings, boolean isReadable) {}

    /** Looks, in the order of the way; what lies behind a fault is unknown. */
    public Report examine() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(
                    Finding.ok(
                            "[%s] InfluxDB: it answers, version %s"
                                    .formatted(host, database.version())));
        } catch (DeployException silent) {
            findings.add(
                    Finding.fault(
                            silent.getMessage()
                                    + ". Try: systemctl status influxdb there, bind-address in its [http] section, and the firewall"));
            findings.add(unknown("login, database, retention policy, series"));
            return new Report(findings, false);
        }
        return new Report(findings, isReadable(findings));
    }

    private boolean isReadable(List<Finding> findings) throws InterruptedException {
        try {
            boolean isThere = schema.hasDatabase();
            findings.add(
                    Finding.ok(
                            database.user().isEmpty()
                                    ? "[%s] login: it wants none".formatted(host)
                                    : "[%s] login: it takes user %s"
                                            .formatted(host, database.user())));
            if (isThere) {
                findings.add(ok());
                findings.add(policy());
                findings.add(disk());
                return true;
            }
            findings.add(missing());
            findings.add(unknown("retention policy, series"));
        } catch (ClusterStateException refused) {
            findings.add(
                    Finding.fault(
                            refused.getMessage()
                                    + ". Try: influxdb.user and influxdb.passwordFile in cluster.properties, or the user and password of --influxdb"));
            findings.add(unknown("what this user may not see"));
        } catch (DeployException failed) {
            findings.add(Finding.fault(failed.getMessage()));
        }
        return false;
    }

    private Finding unknown(String what) {
        return Finding.unknown("[%s] %s: there is a fault before".formatted(host, what));
    }

    private Finding ok() {
        return Finding.ok("[%s] database: %s".formatted(host, name));
    }

    private Finding missing() {
        return Finding.fault(
                "[%s] database: there is no %s. Try: %s"
                        .formatted(host, name, influx(schema.createStatement())));
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
                "[%s] retention policy: the default of %s is %s, not %s, and %s's reporter writes to the default whatever its retentionPolicy says. Try: %s"
                        .formatted(
                                host,
                                name,
                                usual.map(RetentionPolicy::name).orElse("none"),
                                RetentionPolicy.ONE_HOUR,
                                FlinkVersion.OF_KIT,
                                influx(
                                        "%s RETENTION POLICY \"%s\" ON \"%s\"%s DEFAULT"
                                                .formatted(
                                                        isThere ? "ALTER" : "CREATE",
                                                        RetentionPolicy.ONE_HOUR,
                                                        name,
                                                        isThere
                                                                ? ""
                                                                : " DURATION 1h REPLICATION 1"))));
    }

    /**
     * What tells this InfluxDB, and no other, to do something; its client asks for the password.
     */
    private String influx(String statement) {
        List<String> words = new ArrayList<>(List.of("influx"));
        if (!address.host().equals("localhost") && !address.host().equals("127.0.0.1")) {
            words.addAll(List.of("-host", address.host()));
        }
        if (address.port() != InfluxAddress.DEFAULT_PORT) {
            words.addAll(List.of("-port", Integer.toString(address.port())));
        }
        address.login()
                .ifPresent(
                        login -> words.addAll(List.of("-username", login.user(), "-password", "")));
        words.addAll(List.of("-execute", statement));
        return ShellWords.join(words);
    }

    /** An InfluxDB may be told to show its counters to its administrator only. */
    private Finding disk() throws InterruptedException {
        long unwritten;
        try {
            unwritten = new UnwrittenPoints(database).count();
        } catch (DeployException untold) {
            return Finding.unknown(
                    "[%s] disk: it does not tell what it could not write".formatted(host));
        }
        return unwritten == 0
                ? Finding.ok("[%s] disk: it takes every point".formatted(host))
                : Finding.fault(
                        "[%s] disk: since it was started, %d points of %s could not be written to it, and go when InfluxDB ends. Try: df -h at its data folder, and journalctl -u influxdb there"
                                .formatted(host, unwritten, name));
    }
}
