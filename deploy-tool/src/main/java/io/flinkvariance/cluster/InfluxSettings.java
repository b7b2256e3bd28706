package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.PrivateFile;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxLogin;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The InfluxDB of a cluster, as its JobManager's node reaches it.
 *
 * @param user empty where it wants no login
 * @param passwordFile the password alone; nobody else may read it
 */
public record InfluxSettings(
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<Path> passwordFile) {
    static final String PASSWORD_FILE = "influxdb.passwordFile";

    public InfluxSettings {
        if (user.isPresent() != passwordFile.isPresent()) {
            throw new UsageException(
                    "influxdb.user and influxdb.passwordFile: one is there without the other");
        }
    }

    /**
     * With the password, which is read now.
     *
     * @throws UsageException if its file is not there, or open to others
     */
    public InfluxAddress address() {
        return new InfluxAddress(
                host,
                port,
                database,
                user.map(
                        name ->
                                new InfluxLogin(
                                        name,
                                        PrivateFile.read(
                                                        PASSWORD_FILE,
                                                        "a password",
                                                        passwordFile.orElseThrow())
                                                .strip())));
    }
}
