package io.flinkvariance.host;

import io.flinkvariance.error.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a host in one word, as other programs take it: {@code ssh://user@host:port}.
 *
 * @param port digits
 */
record HostNotation(Optional<String> user, String host, Optional<String> port) {
    /** An address of IPv6 has more colons, and stands in brackets where a port follows. */
    private static final Pattern NOTATION =
            Pattern.compile(
                    "(?:ssh://)?(?:(?<user>[^@/\\s]+)@)?"
                            + "(?:\\[(?<ipv6>[^]\\s]+)]|(?<host>[^\\[\\]@:/\\s]+))"
                            + "(?::(?<port>[0-9]{1,5}))?/?");

    /** Reads it, where a text is more than the name or address alone. */
    static Optional<HostNotation> in(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches() || text.equals(parts.group("host"))) {
            return Optional.empty();
        }
        return Optional.of(
                new HostNotation(
                        Optional.ofNullable(parts.group("user")),
                        parts.group("ipv6") == null ? parts.group("host") : parts.group("ipv6"),
                        Optional.ofNullable(parts.group("port"))));
    }

    /** Says what to write instead of the text. */
    Message refused(String key, String text) {
        List<String> lines = new ArrayList<>(List.of(key + "=" + host));
        user.ifPresent(name -> lines.add("ssh.user=" + name));
        port.ifPresent(number -> lines.add("ssh.port=" + number));
        return Message.of(
                        key, "\"%s\" is more than the name or address of a machine".formatted(text))
                .trying(String.join(", ", lines));
    }
}
