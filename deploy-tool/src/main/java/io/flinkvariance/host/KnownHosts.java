package io.flinkvariance.host;

import com.hierynomus.sshj.transport.verification.KnownHostMatchers;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.schmizz.sshj.common.SSHException;

/**
 * The accepted host keys: a file in OpenSSH's format.
 *
 * <p>Lines that make no sense are passed over, as OpenSSH does; so are those of certificate
 * authorities, as certificates of hosts are not asked for.
 */
final class KnownHosts {
    private static final Pattern ENTRY =
            Pattern.compile(
                    "(?<revoked>@revoked\\s+)?(?<names>[^\\s@#]\\S*)\\s+(?<type>[a-z]\\S*)"
                            + "\\s+(?<key>[A-Za-z0-9+/=]+)(\\s.*)?");

    /**
     * A line that speaks about a host.
     *
     * @param number as editors count them
     * @param revoked whether the key must never be accepted
     * @param type of the key, as OpenSSH names it
     * @param key as it goes over the wire, in Base64
     */
    record Line(
            int number,
            boolean revoked,
            KnownHostMatchers.HostMatcher names,
            String type,
            String key) {}

    private final Path file;
    private final List<Line> lines;
    private final boolean endsALine;

    private KnownHosts(Path file, List<Line> lines, boolean endsALine) {
        this.file = file;
        this.lines = lines;
        this.endsALine = endsALine;
    }

    /** Reads the file. */
    static KnownHosts read(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new UsageException(
                        "ssh.knownHosts: %s is no file. Try: ssh.knownHosts= the path of the file"
                                .formatted(file));
            }
            // Names may be in any encoding, and this one takes all bytes.
            return of(file, RegularFile.text(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException missing) {
            throw new UsageException(
                    ("ssh.knownHosts: there is no file %s."
                                    + " Try: ansible-playbook site.yml, which writes it")
                            .formatted(file),
                    missing);
        } catch (IOException unreadable) {
            throw new UsageException(
                    "ssh.knownHosts: %s cannot be read: %s".formatted(file, Reason.of(unreadable)),
                    unreadable);
        }
    }

    static KnownHosts of(Path file, String content) {
        List<String> text = content.lines().toList();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            Matcher entry = ENTRY.matcher(text.get(i).strip());
            if (entry.matches()) {
                read(i + 1, entry).ifPresent(lines::add);
            }
        }
        return new KnownHosts(
                file, List.copyOf(lines), content.isEmpty() || content.endsWith("\n"));
    }

    private static Optional<Line> read(int number, Matcher entry) {
        try {
            return Optional.of(
                    new Line(
                            number,
                            entry.group("revoked") != null,
                            KnownHostMatchers.createMatcher(entry.group("names")),
                            entry.group("type"),
                            entry.group("key")));
        } catch (SSHException | IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    Path file() {
        return file;
    }

    /** Whether what is added at its end begins a line of its own. */
    boolean endsALine() {
        return endsALine;
    }

    /** The lines about a host, under the name that a port other than 22 gives it. */
    List<Line> about(String host, int port) {
        String name = nameOf(host, port);
        return lines.stream().filter(line -> isAbout(line, name)).toList();
    }

    private static boolean isAbout(Line line, String name) {
        try {
            return line.names().match(name);
        } catch (IOException | IllegalArgumentException nonsense) {
            return false;
        }
    }

    private static String nameOf(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return port == SshSettings.DEFAULT_PORT ? name : "[%s]:%d".formatted(name, port);
    }
}
