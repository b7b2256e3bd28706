package io.flinkvariance.influxdb;

/** A user of InfluxDB. The password is never part of a text. */
public record InfluxLogin(String user, String password) {
    public InfluxLogin {
        if (user.isEmpty()) {
            throw new IllegalArgumentException("a login needs a user");
        }
    }

    @Override
    public String toString() {
        return user;
    }
}
