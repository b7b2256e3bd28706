package io.flinkvariance.doctor;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.InfluxSettings;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxDatabase;
import java.util.List;

/** InfluxDB beside everything else: no run needs it, so what is wrong with it is worth a note. */
final class InfluxNote {
    private static final String MORE = ". Try: deploy-tool metrics doctor";

    private InfluxNote() {}

    /** One finding, never a fault. */
    static Finding of(ClusterConnection connection, InfluxSettings settings)
            throws InterruptedException {
        try {
            InfluxAddress address = settings.address();
            try (PortForward forward = connection.host().forward(address.host(), address.port());
                    InfluxDatabase database = new InfluxDatabase(address, forward.address())) {
                List<Finding> findings = new InfluxChecks(database).examine().findings();
                return findings.stream()
                        .filter(Finding::isFault)
                        .findFirst()
                        .map(fault -> Finding.note(withoutRemedy(fault.text()) + MORE))
                        .orElseGet(
                                () ->
                                        Finding.ok(
                                                "[%s] InfluxDB: it takes series for %s"
                                                        .formatted(
                                                                address.authority(),
                                                                address.database())));
            }
        } catch (DeployException unknown) {
            return Finding.note(withoutRemedy(unknown.getMessage()) + MORE);
        }
    }

    private static String withoutRemedy(String text) {
        return text.replaceFirst("(?s)\\. Try: .*", "");
    }
}
