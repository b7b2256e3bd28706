package io.flinkvariance.influxdb;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Says in words why InfluxDB did not give what it was asked for. */
final class InfluxReason {
    /** What 1.x says, with the status 401 or 403, when it does not know a user or wants one. */
    private static final List<String> OF_LOGIN =
            List.of(
                    "authorization failed",
                    "unable to parse authentication credentials",
                    "not authorized",
                    "requires authentication",
                    "user not found");

    private InfluxReason() {}

    static String of(Throwable failed, Duration timeout) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnknownHostException) {
            return "no such name";
        }
        if (root instanceof InterruptedIOException) {
            return "no answer within %d s".formatted(timeout.toSeconds());
        }
        if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            return root.getMessage().replaceFirst(" \\(.*\\)$", "").toLowerCase(Locale.ROOT);
        }
        String words = root.getMessage();
        return words == null || words.isBlank()
                ? root.getClass().getSimpleName()
                : words.strip().lines().findFirst().orElse("");
    }

    static boolean isOfLogin(String why) {
        return OF_LOGIN.stream().anyMatch(why.toLowerCase(Locale.ROOT)::contains);
    }
}
