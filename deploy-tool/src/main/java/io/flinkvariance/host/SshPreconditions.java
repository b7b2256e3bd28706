package io.flinkvariance.host;

import io.flinkvariance.error.UsageException;
import java.nio.file.Path;

/** What of the way to a host can be checked without going it. */
public final class SshPreconditions {
    private SshPreconditions() {}

    /**
     * Reads the key's file, if one is named.
     *
     * @throws UsageException if there is none, or others can read it, or it is no key
     */
    public static void requireKey(SshSettings settings) {
        settings.key().ifPresent(PrivateKeyFile::read);
    }

    /**
     * Looks for the host in the file of accepted keys.
     *
     * @throws UsageException if it has no line about the host, or there is no such file
     */
    public static void requireKnownHost(SshSettings settings) {
        Path file = settings.knownHosts();
        if (KnownHosts.read(file).about(settings.host(), settings.port()).isEmpty()) {
            throw new UsageException(
                    "ssh.knownHosts: %s has no line about %s. Try: ansible-playbook site.yml, which writes it"
                            .formatted(file, settings.host()));
        }
    }
}
