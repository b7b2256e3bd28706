package io.flinkvariance.influxdb;

import java.util.List;

/** Whether a database and its retention policies are there; makes them. */
public final class InfluxSchema {
    private final InfluxDatabase database;

    public InfluxSchema(InfluxDatabase database) {
        this.database = database;
    }

    /** Whether there is a database of that name; the first call that needs a login. */
    public boolean hasDatabase() throws InterruptedException {
        return database.readServer(
                "its databases",
                "SHOW DATABASES",
                answer ->
                        answer.stream()
                                .flatMap(series -> series.rows().stream())
                                .anyMatch(row -> row.get(0).equals(name())));
    }

    /** The retention policies of the database, which has to be there. */
    public List<RetentionPolicy> policies() throws InterruptedException {
        return database.readServer(
                "the retention policies of " + name(),
                "SHOW RETENTION POLICIES ON \"%s\"".formatted(name()),
                answer ->
                        answer.stream()
                                .flatMap(
                                        series ->
                                                series.rows().stream()
                                                        .map(row -> policy(series, row)))
                                .toList());
    }

    private static RetentionPolicy policy(InfluxRows series, List<Object> row) {
        return new RetentionPolicy(
                series.cell(row, "name").toString(),
                series.cell(row, "duration").toString(),
                Boolean.TRUE.equals(series.cell(row, "default")));
    }

    /**
     * Makes the database, with its default retention policy, if it is not there.
     *
     * @return whether it was made
     */
    public boolean create() throws InterruptedException {
        if (hasDatabase()) {
            return false;
        }
        database.change("a database " + name(), createStatement());
        return true;
    }

    /** What makes the database, for who types it. */
    public String createStatement() {
        return "CREATE DATABASE \"%s\" WITH DURATION 1h REPLICATION 1 NAME \"%s\""
                .formatted(name(), RetentionPolicy.ONE_HOUR);
    }

    private String name() {
        return database.address().database();
    }
}
