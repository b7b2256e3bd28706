package io.flinkvariance.host;

import io.flinkvariance.error.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a host is reached over SSH: the {@code ssh.} keys of {@code cluster.properties}.
 *
 * @param name what messages call it
 * @param host its name or address, as it is connected to
 * @param user who logs in
 * @param key the private key's file; without one, the keys of the SSH agent
 * @param knownHosts the host keys that are accepted, in OpenSSH's format
 * @param jump the machine that the way leads through, if there is one
 */
public record SshSettings(
        String name,
        String host,
        int port,
        String user,
        Optional<Path> key,
        Path knownHosts,
        Optional<SshJump> jump) {
    public static final int DEFAULT_PORT = 22;

    private static final int MAXIMUM_PORT = 65_535;
    private static final Pattern NOT_IN_A_HOST = Pattern.compile("[\\s\\p{Cntrl}@/\\[\\]]");
    private static final Pattern BLANK_OR_CONTROL = Pattern.compile("[\\s\\p{Cntrl}]");

    public SshSettings {
        host = requireHost("ssh.host", host);
        port = requirePort("ssh.port", port);
        user = requireUser("ssh.user", user);
        key = key.map(Path::toAbsolutePath);
        knownHosts = knownHosts.toAbsolutePath();
    }

    /** A host that messages call as it is connected to. */
    public SshSettings(
            String host,
            int port,
            String user,
            Optional<Path> key,
            Path knownHosts,
            Optional<SshJump> jump) {
        this(host, host, port, user, key, knownHosts, jump);
    }

    /** The same, but messages call it otherwise. */
    public SshSettings named(String otherName) {
        return new SshSettings(otherName, host, port, user, key, knownHosts, jump);
    }

    static String requireHost(String key, String host) {
        HostNotation.in(host)
                .ifPresent(
                        notation -> {
                            throw new UsageException(notation.refused(key, host).toString());
                        });
        return requireWord(key, host, NOT_IN_A_HOST, "the name or address of a machine");
    }

    static String requireUser(String key, String user) {
        return requireWord(key, user, BLANK_OR_CONTROL, "the name of a user");
    }

    private static String requireWord(String key, String value, Pattern not, String what) {
        if (value.isEmpty() || value.startsWith("-") || not.matcher(value).find()) {
            throw new UsageException("%s: \"%s\" is not %s".formatted(key, value, what));
        }
        return value;
    }

    static int requirePort(String key, int port) {
        if (port < 1 || port > MAXIMUM_PORT) {
            throw new UsageException(
                    "%s: %d is not a port: 1 to %d".formatted(key, port, MAXIMUM_PORT));
        }
        return port;
    }
}
