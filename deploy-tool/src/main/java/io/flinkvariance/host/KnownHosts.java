package io.flinkvariance.host;

import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/**
 * The accepted host keys: a file in OpenSSH's format.
 *
 * <p>Lines that make no sense are passed over, as OpenSSH does; so are those of certificate
 * authorities, as certificates of hosts are not asked for.
 */
final class KnownHosts {
    private static final String REVOKED = "@revoked";

    /**
     * A line that speaks about a host.
     *
     * @param number as editors count them
     */
    record Line(int number, boolean revoked, OpenSSHKnownHosts.KnownHostEntry key) {}

    private final Path file;
    private final List<Line> lines;

    private KnownHosts(Path file, List<Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Reads the file. */
    static KnownHosts read(Path file) {
        try {
            // Names may be in any encoding, and this one takes all bytes.
            return of(file, Files.readAllLines(file, StandardCharsets.ISO_8859_1));
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

    static KnownHosts of(Path file, List<String> text) throws IOException {
        OpenSSHKnownHosts.EntryFactory parser =
                new OpenSSHKnownHosts(new StringReader("")).new EntryFactory();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).strip();
            boolean revoked = line.startsWith(REVOKED);
            String entry = revoked ? line.substring(REVOKED.length()).strip() : line;
            if (entry.isEmpty() || entry.startsWith("#") || entry.startsWith("@")) {
                continue;
            }
            try {
                lines.add(new Line(i + 1, revoked, parser.parseEntry(entry)));
            } catch (SSHException | SSHRuntimeException | IllegalArgumentException nonsense) {
                // Passed over.
            }
        }
        return new KnownHosts(file, List.copyOf(lines));
    }

    Path file() {
        return file;
    }

    /** The lines about a host, under the name that a port other than 22 gives it. */
    List<Line> about(String host, int port) {
        String name = nameOf(host, port);
        return lines.stream().filter(line -> isAbout(line, name)).toList();
    }

    private static boolean isAbout(Line line, String name) {
        try {
            return line.key().appliesTo(name);
        } catch (IOException nonsense) {
            return false;
        }
    }

    private static String nameOf(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return port == SshSettings.DEFAULT_PORT ? name : "[%s]:%d".formatted(name, port);
    }
}
