package io.flinkvariance.influxdb;

import com.squareup.moshi.JsonEncodingException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** Says in words why InfluxDB did not give what it was asked for. */
final class InfluxReason {
    static final String ANOTHER_SERVER = "the answer is not that of an InfluxDB 1.x";

    /** What 1.x says, with the status 401 or 403, when it does not know a user or wants one. */
    private static final List<String> OF_LOGIN =
            List.of(
                    "authorization failed",
                    "unable to parse authentication credentials",
                    "not authorized",
                    "requires authentication",
                    "user not found");

    private InfluxReason() {}

    static String of(Throwable failed) {
        Throwable root = failed;
        boolean isLate = failed instanceof InterruptedIOException;
        while (root.getCause() != null) {
            root = root.getCause();
            // A call that is given up fails in its socket in the end.
            isLate |= root instanceof InterruptedIOException;
        }
        if (root instanceof UnknownHostException) {
            return "no such name";
        }
        if (isLate) {
            return "no answer within %d s".formatted(InfluxDatabase.ANSWER_TIMEOUT.toSeconds());
        }
        if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            return root.getMessage().replaceFirst(" \\(.*\\)$", "").toLowerCase(Locale.ROOT);
        }
        if (root instanceof EOFException || root instanceof SocketException) {
            return "the connection was closed, as by a tunnel behind which nobody listens";
        }
        String words = root.getMessage();
        if (words == null || words.isBlank()) {
            return root.getClass().getSimpleName();
        }
        return words.startsWith("<") ? ANOTHER_SERVER : words.lines().findFirst().orElse("");
    }

    /** Whether something answered, and not as an InfluxDB does. */
    static boolean isOfAnotherServer(Throwable failed) {
        return failed.getCause() instanceof JsonEncodingException;
    }

    static boolean isOfLogin(String why) {
        return OF_LOGIN.stream().anyMatch(why.toLowerCase(Locale.ROOT)::contains);
    }
}
