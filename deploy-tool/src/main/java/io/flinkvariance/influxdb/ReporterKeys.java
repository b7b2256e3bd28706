package io.flinkvariance.influxdb;

/** The keys of {@code flink-conf.yaml} that configure Flink's reporter for InfluxDB. */
public final class ReporterKeys {
    /** The reporter's own name is free; the kit calls it so everywhere. */
    public static final String PREFIX = "metrics.reporter.influxdb.";

    public static final String CLASS = PREFIX + "class";
    public static final String HOST = PREFIX + "host";
    public static final String PORT = PREFIX + "port";
    public static final String DATABASE = PREFIX + "db";
    public static final String INTERVAL = PREFIX + "interval";
    public static final String REPORTER_CLASS =
            "org.apache.flink.metrics.influxdb.InfluxdbReporter";

    /** Flink's own, where no interval is set. */
    public static final String DEFAULT_INTERVAL = "10 SECONDS";

    static final String USER = PREFIX + "username";
    static final String PASSWORD = PREFIX + "password";

    private ReporterKeys() {}
}
