package io.flinkvariance.influxdb;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.flink.FlinkVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** {@code http://[user[:password]@]host[:port][/database]}, as a command line gives it. */
public final class InfluxUrl {
    /** Where a password is looked for that the address does not have. */
    public static final String PASSWORD_VARIABLE = "INFLUXDB_PASSWORD";

    private static final String EXPECTED =
            "expected http://[user[:password]@]host[:port][/database], such as http://localhost:8086/flink";

    private InfluxUrl() {}

    /**
     * Reads it.
     *
     * @param environmentPassword the value of {@value #PASSWORD_VARIABLE}, where it is set
     * @throws UsageException if it is none; the message repeats nothing of it but the host, as
     *     there may be a password in it
     */
    public static InfluxAddress parse(String text, Optional<String> environmentPassword) {
        URI url;
        try {
            url = new URI(text).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            // Not kept as the cause: its message has the whole text.
            throw wrong("not a URL; " + EXPECTED);
        }
        if ("https".equalsIgnoreCase(url.getScheme())) {
            throw wrong(
                    "the reporter of %s speaks http only; %s"
                            .formatted(FlinkVersion.OF_KIT, EXPECTED));
        }
        if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            throw wrong(EXPECTED);
        }
        if (url.getQuery() != null || url.getFragment() != null) {
            throw wrong("takes no ? and no #; " + EXPECTED);
        }
        int port = url.getPort() == -1 ? InfluxAddress.DEFAULT_PORT : url.getPort();
        String path = url.getPath().replaceFirst("^/", "").replaceFirst("/$", "");
        String database = path.isEmpty() ? InfluxAddress.DEFAULT_DATABASE : path;
        Optional<InfluxLogin> login = login(url.getUserInfo(), environmentPassword);
        if (!InfluxAddress.DATABASE_NAME.matcher(database).matches()) {
            throw wrong(
                    "a database's name has letters, digits, dots, hyphens and underscores only");
        }
        try {
            return new InfluxAddress(url.getHost(), port, database, login);
        } catch (IllegalArgumentException impossible) {
            throw wrong(impossible.getMessage());
        }
    }

    private static Optional<InfluxLogin> login(
            String userInfo, Optional<String> environmentPassword) {
        if (userInfo == null || userInfo.isEmpty()) {
            return Optional.empty();
        }
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        if (user.isEmpty()) {
            throw wrong("there is a password, and no user; " + EXPECTED);
        }
        String password =
                colon < 0
                        ? environmentPassword.orElseThrow(
                                () ->
                                        wrong(
                                                "there is a user, and no password. Try: the environment variable "
                                                        + PASSWORD_VARIABLE))
                        : userInfo.substring(colon + 1);
        return Optional.of(new InfluxLogin(user, password));
    }

    private static UsageException wrong(String why) {
        return new UsageException("--influxdb: " + why);
    }
}
