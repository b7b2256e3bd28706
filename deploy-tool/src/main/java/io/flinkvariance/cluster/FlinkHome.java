package io.flinkvariance.cluster;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import java.time.Duration;
import java.util.List;

/**
 * A Flink as it was unpacked on a host, and its scripts.
 *
 * <p>Flink's scripts say little of what went wrong and end with 0 all the same: what came of them
 * has to be asked of the REST interface.
 */
public final class FlinkHome {
    /** Each TaskManager costs start-cluster.sh a login and the start of some processes. */
    private static final Duration SCRIPT_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(20);

    private final Host host;
    private final String folder;

    /** The Flink in that folder, an absolute path on the host. */
    public FlinkHome(Host host, String folder) {
        this.host = host;
        this.folder = folder;
    }

    /** Runs {@code start-cluster.sh}; starts what does not run. */
    public void startCluster() throws InterruptedException {
        script("start-cluster.sh");
    }

    /** Runs {@code stop-cluster.sh}. */
    public void stopCluster() throws InterruptedException {
        script("stop-cluster.sh");
    }

    /** Whether a JobManager of the user's runs there, be it that it does not answer yet. */
    public boolean jobManagerRuns() throws InterruptedException {
        // In brackets, so that the search does not find itself.
        return host.run(
                        "pgrep -u \"$(id -u)\" -f '[S]tandaloneSessionClusterEntrypoint'",
                        LOOK_TIMEOUT)
                .succeeded();
    }

    /** The addresses in {@code conf/slaves}: one for each TaskManager that there should be. */
    public List<String> slaves() throws InterruptedException {
        CommandResult slaves =
                host.run(
                        ShellWords.join(
                                "sed",
                                "-e",
                                "s/#.*//",
                                "-e",
                                "/^[[:space:]]*$/d",
                                path("conf/slaves")),
                        LOOK_TIMEOUT);
        require(slaves, "reading " + path("conf/slaves"));
        return slaves.output().lines().map(String::strip).toList();
    }

    /** The end of the JobManager's log, also of one that has ended. */
    public String jobManagerLog(int lines) throws InterruptedException {
        String script =
                """
                folder=$(sed -n 's/^env.log.dir: *//p' "$1/conf/flink-conf.yaml")
                tail -n "$2" "$(ls -t "${folder:-$1/log}"/*standalonesession*.log | head -n 1)"
                """;
        CommandResult log =
                host.run(
                        ShellWords.join("sh", "-c", script, "log", folder, Integer.toString(lines)),
                        LOOK_TIMEOUT);
        require(log, "reading the JobManager's log");
        return log.output();
    }

    /** A path below the folder. */
    String path(String below) {
        return folder + "/" + below;
    }

    private void script(String name) throws InterruptedException {
        String script = path("bin/" + name);
        CommandResult there = host.run(ShellWords.join("test", "-x", script), LOOK_TIMEOUT);
        if (!there.succeeded()) {
            throw new ClusterStateException(
                    "[%s] %s: there is no such script. Try: flink.home in cluster.properties, or ansible-playbook site.yml"
                            .formatted(host.name(), script));
        }
        require(host.run(ShellWords.join(script), SCRIPT_TIMEOUT), "running " + script);
    }

    private void require(CommandResult result, String what) {
        if (!result.succeeded()) {
            throw new OperationFailedException(
                    "[%s] %s: %s".formatted(host.name(), what, result.lastWords()));
        }
    }
}
