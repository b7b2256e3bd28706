package io.flinkvariance.doctor;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.ReporterKeys;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.TaskManagerDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether Flink's processes report to InfluxDB, and to the one that is meant. */
public final class ReporterChecks {
    private static final String KEYS =
            "Try: the keys %s* of docs/metrics.md in flink-conf.yaml, or ansible-playbook site.yml, and deploy-tool cluster restart"
                    .formatted(ReporterKeys.PREFIX);

    private final String host;
    private final FlinkRest rest;
    private final InfluxAddress meant;

    /**
     * Prepares to look.
     *
     * @param host as messages name the cluster
     * @param meant the database that the tool reads
     */
    public ReporterChecks(String host, FlinkRest rest, InfluxAddress meant) {
        this.host = host;
        this.rest = rest;
        this.meant = meant;
    }

    /** What the JobManager's configuration and the TaskManagers' logs say. */
    public List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(configured(rest.jobManagerConfig()));
            if (!findings.get(0).isFault()) {
                for (TaskManagerDetails taskManager : rest.taskManagers().registered()) {
                    findings.add(loaded(taskManager));
                }
            }
        } catch (DeployException silent) {
            findings.add(
                    Finding.unknown(
                            "[%s] metrics reporter: Flink does not answer. Try: deploy-tool cluster start"
                                    .formatted(host)));
        }
        return findings;
    }

    private Finding configured(Map<String, String> configuration) {
        String reporter = configuration.get(ReporterKeys.CLASS);
        if (reporter == null) {
            return Finding.fault(
                    "[%s] metrics reporter: the JobManager's configuration has no %s. %s"
                            .formatted(host, ReporterKeys.CLASS, KEYS));
        }
        if (!reporter.equals(ReporterKeys.REPORTER_CLASS)) {
            return Finding.fault(
                    "[%s] metrics reporter: %s is %s, not %s. %s"
                            .formatted(
                                    host,
                                    ReporterKeys.CLASS,
                                    reporter,
                                    ReporterKeys.REPORTER_CLASS,
                                    KEYS));
        }
        String target =
                "%s:%s/%s"
                        .formatted(
                                configuration.get(ReporterKeys.HOST),
                                configuration.getOrDefault(
                                        ReporterKeys.PORT,
                                        Integer.toString(InfluxAddress.DEFAULT_PORT)),
                                configuration.get(ReporterKeys.DATABASE));
        String read = meant.authority() + "/" + meant.database();
        if (!target.equals(read)) {
            return Finding.fault(
                    "[%s] metrics reporter: it writes to %s, and %s is read. Try: influxdb.host, influxdb.port and influxdb.database in cluster.properties, or %s* in flink-conf.yaml"
                            .formatted(host, target, read, ReporterKeys.PREFIX));
        }
        return Finding.ok(
                "[%s] metrics reporter: writes to %s every %s"
                        .formatted(
                                host,
                                target,
                                configuration.getOrDefault(
                                        ReporterKeys.INTERVAL, ReporterKeys.DEFAULT_INTERVAL)));
    }

    private Finding loaded(TaskManagerDetails taskManager) throws InterruptedException {
        String node = taskManager.host().isEmpty() ? host : taskManager.host();
        try {
            return ReporterLog.read(rest.taskManagers().log(taskManager.id())).finding(node);
        } catch (DeployException noLog) {
            return Finding.unknown(
                    "[%s] metrics reporter: the TaskManager's log cannot be read".formatted(node));
        }
    }
}
