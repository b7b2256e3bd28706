package io.flinkvariance.host;

import io.flinkvariance.error.Message;
import io.flinkvariance.error.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine that the way to the host leads through: {@code ssh.jump}.
 *
 * @param user who logs in there, with the same keys as on the host
 */
public record SshJump(String user, String host, int port) {
    /** An IPv6 address stands in brackets where a port follows, as elsewhere. */
    private static final Pattern NOTATION =
            Pattern.compile(
                    "(?<user>[^@:\\s]+)@(?:\\[(?<ipv6>[^]\\s]+)]|(?<host>[^]\\[@:\\s]+))"
                            + "(?::(?<port>[0-9]{1,5}))?");

    /** How a way through another program is handed over, as OpenSSH's configuration has it. */
    private static final String PROGRAM = "ProxyCommand ";

    public SshJump {
        user = SshSettings.requireUser("ssh.jump", user);
        host = SshSettings.requireHost("ssh.jump", host);
        port = SshSettings.requirePort("ssh.jump", port);
    }

    /** Reads {@code user@host:port}; the port may be left out. */
    public static SshJump parse(String text) {
        if (text.startsWith(PROGRAM)) {
            throw new UsageException(
                    Message.of(
                                    "ssh.jump",
                                    "%s makes the connection, and the tool makes its own"
                                            .formatted(text))
                            .trying(
                                    "OpenSSH's own way, ssh -N -o %s -L 2222:localhost:22 and the"
                                                    .formatted(
                                                            ShellWords.quote(
                                                                    text.replaceFirst(" ", "=")))
                                            + " host, and ssh.host=localhost and ssh.port=2222"
                                            + " instead of ssh.jump")
                            .toString());
        }
        if (text.contains(",")) {
            throw new UsageException(
                    Message.of(
                                    "ssh.jump",
                                    "%s are several machines, and the way can lead through one"
                                            .formatted(text))
                            .trying(
                                    "deploy-tool on the last of them but one; or OpenSSH's own way,"
                                            + " ssh -N -J with all of them but the last, -L 2222:HOST:22"
                                            + " and the last, and ssh.host=localhost and ssh.port=2222"
                                            + " instead of ssh.jump")
                            .toString());
        }
        Matcher parts = NOTATION.matcher(text.strip());
        if (!parts.matches()) {
            throw new UsageException(
                    "ssh.jump: %s is not user@host:port. Try: ssh.jump=ubuntu@198.51.100.10:22"
                            .formatted(text));
        }
        return new SshJump(
                parts.group("user"),
                parts.group("ipv6") == null ? parts.group("host") : parts.group("ipv6"),
                parts.group("port") == null
                        ? SshSettings.DEFAULT_PORT
                        : Integer.parseInt(parts.group("port")));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.contains(":") ? "%s@[%s]:%d" : "%s@%s:%d").formatted(user, host, port);
    }
}
