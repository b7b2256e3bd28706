package io.flinkvariance.hadoop;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a server of Hadoop's speaks HTTP, as its master reaches it. */
public record HttpAddress(String host, int port) {
    /** Where a server listens that was told no address: on all of its machine's. */
    static final String ANY = "0.0.0.0";

    private static final int LAST_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("([^\\s:/]+):(\\d{1,5})");

    /** Reads {@code host:port}; nothing if it is something else. */
    static Optional<HttpAddress> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(2));
        return port < 1 || port > LAST_PORT
                ? Optional.empty()
                : Optional.of(new HttpAddress(matcher.group(1), port));
    }

    /** The same, on that host where none is named. */
    HttpAddress orOn(String other) {
        return host.equals(ANY) ? new HttpAddress(other, port) : this;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
