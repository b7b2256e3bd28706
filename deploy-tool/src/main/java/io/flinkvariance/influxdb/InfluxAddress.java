package io.flinkvariance.influxdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A database in an InfluxDB 1.x, and who may write to it.
 *
 * @param host a name or an address; an IPv6 address in brackets
 */
public record InfluxAddress(String host, int port, String database, Optional<InfluxLogin> login) {
    public static final int DEFAULT_PORT = 8086;
    public static final String DEFAULT_DATABASE = "flink";

    /** What has to be quoted in InfluxQL is not worth its trouble in a name. */
    public static final Pattern DATABASE_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final int LAST_PORT = 65_535;

    public InfluxAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("InfluxDB needs a host");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (!DATABASE_NAME.matcher(database).matches()) {
            throw new IllegalArgumentException("not a name of a database: " + database);
        }
    }

    /** The host and the port, as messages name it. */
    public String authority() {
        return host + ":" + port;
    }

    /**
     * The keys of {@code flink-conf.yaml} that make Flink 1.8.1 report to it. Its reporter takes a
     * retention policy as well, and ignores it.
     *
     * @param interval time between two reports, as Flink writes it: {@code 1 SECONDS}
     */
    public Map<String, String> toFlinkConf(String interval) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(ReporterKeys.CLASS, ReporterKeys.REPORTER_CLASS);
        keys.put(ReporterKeys.HOST, host);
        keys.put(ReporterKeys.PORT, Integer.toString(port));
        keys.put(ReporterKeys.DATABASE, database);
        keys.put(ReporterKeys.INTERVAL, interval);
        login.ifPresent(
                known -> {
                    keys.put(ReporterKeys.USER, known.user());
                    keys.put(ReporterKeys.PASSWORD, known.password());
                });
        return keys;
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "http://" + authority() + "/" + database;
    }
}
