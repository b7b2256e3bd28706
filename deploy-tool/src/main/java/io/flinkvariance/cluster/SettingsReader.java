package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.RegularFile;
import io.flinkvariance.host.SshJump;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.scenario.NearestName;
import io.flinkvariance.scenario.PropertiesText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a properties file about machines, and collects its faults on the way through it. */
public abstract class SettingsReader {
    protected static final int LAST_PORT = 65_535;

    private static final String HOST = "ssh.host";
    private static final String PORT = "ssh.port";
    private static final String USER = "ssh.user";
    private static final String KEY = "ssh.key";
    private static final String KNOWN_HOSTS = "ssh.knownHosts";
    private static final String JUMP = "ssh.jump";

    protected final Path file;
    protected final Map<String, String> values;
    protected final List<String> faults;
    private final List<String> keys;

    /**
     * Reads the file; what it may hold is looked at later.
     *
     * @param keys those that are known
     * @param remedy how one comes by such a file
     * @throws UsageException if it cannot be read
     */
    protected SettingsReader(Path file, List<String> keys, String remedy) {
        PropertiesText text = text(file, remedy);
        this.file = file;
        this.keys = keys;
        this.values = new LinkedHashMap<>(text.values());
        this.faults = new ArrayList<>(text.faults());
        if (values.isEmpty()) {
            // Keys that nobody could read are not missing.
            requireNoFault();
        }
        values.keySet().stream().filter(key -> !keys.contains(key)).forEach(this::unknown);
    }

    private static PropertiesText text(Path file, String remedy) {
        RegularFile.otherKind(file)
                .ifPresent(
                        kind -> {
                            throw new UsageException(
                                    "%s: cannot be read: it is %s. Try: %s"
                                            .formatted(file, kind, remedy));
                        });
        try {
            return PropertiesText.read(file);
        } catch (IOException unreadable) {
            throw new UsageException(
                    "%s: %s. Try: %s"
                            .formatted(
                                    file,
                                    Files.exists(file) ? "cannot be read" : "there is no such file",
                                    remedy),
                    unreadable);
        }
    }

    /** The keys of the way over SSH, and these. */
    public static List<String> withSsh(String... others) {
        return Stream.concat(Stream.of(HOST, PORT, USER, KEY, KNOWN_HOSTS, JUMP), Stream.of(others))
                .toList();
    }

    /** The way over SSH; nothing only where there is a fault. */
    protected final Optional<SshSettings> ssh(String whichHost, String whichUser) {
        notEmpty(KEY, "the keys of the SSH agent");
        notEmpty(JUMP, "a direct way");
        String host = required(HOST, whichHost);
        int port = number(PORT, SshSettings.DEFAULT_PORT, LAST_PORT);
        String user = required(USER, whichUser);
        required(KNOWN_HOSTS, "the file with the accepted host keys");
        Path knownHosts = path(KNOWN_HOSTS).orElse(file);
        Optional<SshJump> jump =
                Optional.ofNullable(values.get(JUMP))
                        .flatMap(value -> orFault(value, SshJump::parse));
        Optional<Path> key = path(KEY);
        return host.isEmpty() || user.isEmpty()
                ? Optional.empty()
                : orFault(host, name -> new SshSettings(name, port, user, key, knownHosts, jump));
    }

    /**
     * Ends the reading of a file that is wrong.
     *
     * @throws UsageException with everything that is wrong with it
     */
    protected final void requireNoFault() {
        if (!faults.isEmpty()) {
            throw new UsageException(
                    faults.stream()
                            .map(PropertiesText::onOneLine)
                            .collect(Collectors.joining("\n")));
        }
    }

    private void unknown(String key) {
        String nearest =
                NearestName.of(key, keys)
                        .map(known -> "; did you mean " + known + "?")
                        .orElse("; known keys: " + String.join(", ", keys));
        faults.add("%s: %s: unknown key%s".formatted(file, key, nearest));
    }

    /** The value of a key that has to be there; empty where that is a fault. */
    protected final String required(String key, String what) {
        String value = values.getOrDefault(key, "");
        if (value.isEmpty()) {
            faults.add("%s: %s: missing; expected %s".formatted(file, key, what));
        }
        return value;
    }

    /**
     * A key that may be left out, but not empty: an empty path, for one, would be the folder of
     * this file.
     *
     * @param without what is taken then
     */
    protected final void notEmpty(String key, String without) {
        if (values.getOrDefault(key, "-").isEmpty()) {
            values.remove(key);
            faults.add("%s: %s: empty. Try: no such line, for %s".formatted(file, key, without));
        }
    }

    /** A whole number from 1 on. */
    protected final int number(String key, int otherwise, int most) {
        String value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        faults.add(
                "%s: %s=%s: expected a whole number from 1 to %d"
                        .formatted(file, key, value, most));
        return otherwise;
    }

    /**
     * The path that is a key's value, as written, or relative to the file, so that the kit's folder
     * can be moved; nothing where there is no such line, or a fault.
     */
    protected final Optional<Path> path(String key) {
        String value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        String home = System.getProperty("user.home");
        try {
            Path path = Path.of(value.startsWith("~/") ? home + value.substring(1) : value);
            return Optional.of(
                    path.isAbsolute() ? path : file.toAbsolutePath().resolveSibling(path));
        } catch (InvalidPathException impossible) {
            faults.add("%s: %s=%s: not a path on this system".formatted(file, key, value));
            return Optional.empty();
        }
    }

    /** A value that what is made of it may refuse. */
    protected final <T> Optional<T> orFault(String value, Function<String, T> read) {
        try {
            return Optional.of(read.apply(value));
        } catch (UsageException wrong) {
            faults.add(file + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    /** The faults of folders on the other machine that are no absolute paths. */
    protected final void requireAbsolute(String key, String value) {
        if (!value.isEmpty() && !value.startsWith("/")) {
            faults.add("%s: %s=%s: expected an absolute path".formatted(file, key, value));
        }
    }
}
