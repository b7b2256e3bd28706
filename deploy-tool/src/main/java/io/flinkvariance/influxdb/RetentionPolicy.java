package io.flinkvariance.influxdb;

/** How long a database keeps what is written to it. */
public record RetentionPolicy(String name, String duration, boolean isDefault) {
    /** The one that the kit's series are to be in. */
    public static final String ONE_HOUR = "one_hour";
}
