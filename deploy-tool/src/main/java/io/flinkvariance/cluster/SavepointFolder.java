package io.flinkvariance.cluster;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.script.ShellScript;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The folder for savepoints of a JobManager, in one that it made for itself and removes when it
 * ends: writable for a process that systemd keeps from all else, too.
 */
record SavepointFolder(String path) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SCRIPT =
            ShellScript.read(SavepointFolder.class, "savepoint-folder.sh");

    static SavepointFolder below(String folderOfJobManager) {
        return new SavepointFolder(folderOfJobManager + "/savepoints");
    }

    /** As Flink is told of it. */
    String uri() {
        return Path.of(path).toUri().toString().replaceFirst("/$", "");
    }

    /**
     * Makes it, and tries to write in it.
     *
     * @throws ClusterStateException if that cannot be done
     */
    void require(Host host) throws InterruptedException {
        CommandResult made =
                host.run(ShellWords.join("sh", "-c", SCRIPT, "savepoint-folder", path), TIMEOUT);
        if (!made.succeeded()) {
            throw new ClusterStateException(
                    "[%s] trying the folder for a savepoint, %s: %s. Try: df -h there, and who owns that folder; or leave out --rescale"
                            .formatted(host.name(), path, made.lastWords()));
        }
    }
}
