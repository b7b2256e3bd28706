package io.flinkvariance.host;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.script.ShellScript;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a machine says about the room that a folder has. */
final class FreeSpace {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Less is left over now and then by a write that did not fit. */
    private static final long USED_UP_KIB = 1024;

    /** POSIX fixes the columns: file system, blocks, used, available, capacity, mounted on. */
    private static final Pattern AVAILABLE =
            Pattern.compile("\\s\\d+\\s+\\d+\\s+(?<kib>\\d+)\\s+\\d+%\\s");

    private static final String SCRIPT = ShellScript.read(FreeSpace.class, "free-space.sh");

    private final String host;
    private final SshConnection connection;

    FreeSpace(String host, SshConnection connection) {
        this.host = host;
        this.connection = connection;
    }

    boolean isUsedUp(String folder) {
        try {
            String command = ShellWords.join("sh", "-c", SCRIPT, "free-space", folder);
            return availableKib(new RemoteCommand(host, connection, command).run(TIMEOUT).output())
                    .map(kib -> kib < USED_UP_KIB)
                    .orElse(false);
        } catch (DeployException cannotSay) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Optional<Long> availableKib(String answer) {
        Matcher columns = AVAILABLE.matcher(answer);
        return columns.find()
                ? Optional.of(Long.parseLong(columns.group("kib")))
                : Optional.empty();
    }
}
