package io.flinkvariance.host;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** Says in words why something failed. */
final class Reason {
    private Reason() {}

    /** The innermost cause's own words, as that is where the network or the server speaks. */
    static String of(Throwable failed) {
        Throwable root = root(failed);
        if (root instanceof UnknownHostException) {
            return "no such name";
        }
        if (root instanceof SocketTimeoutException || root instanceof TimeoutException) {
            return "no answer";
        }
        if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            return root.getMessage().replaceFirst(" \\(.*\\)$", "").toLowerCase(Locale.ROOT);
        }
        String words = root.getMessage();
        return words == null || words.isBlank() ? root.getClass().getSimpleName() : words.strip();
    }

    private static Throwable root(Throwable failed) {
        return failed.getCause() == null ? failed : root(failed.getCause());
    }
}
