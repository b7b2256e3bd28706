package io.flinkvariance.cluster;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

    /** More than anybody starts a cluster over and over. */
    private static final int MOST_STOPS = 20;

    /** What Flink's scripts say of a process id in their files, be it alive or not. */
    private static final Pattern FOUND_ONE =
            Pattern.compile("^(Stopping |No \\S+ daemon \\(pid)", Pattern.MULTILINE);

    /** Where Flink's own scripts look too. */
    private static final String CONF = "conf=${FLINK_CONF_DIR:-$1/conf}";

    private final Host host;
    private final String folder;

    /** The Flink in that folder, an absolute path on the host. */
    public FlinkHome(Host host, String folder) {
        this.host = host;
        this.folder = folder;
    }

    /** Runs {@code start-cluster.sh}; starts what does not run. */
    public void startCluster() throws InterruptedException {
        script("start-cluster.sh", SCRIPT_TIMEOUT);
    }

    /**
     * Starts a TaskManager on each of these hosts, from here, as {@code start-cluster.sh} does for
     * all of them. What came of it is to be asked of the JobManager.
     *
     * @param slaves as {@code conf/slaves} names them
     */
    public void startTaskManagers(List<String> slaves) throws InterruptedException {
        String script =
                """
                options=$(sed -n 's/^env.ssh.opts: *//p' "$conf/flink-conf.yaml" | tail -n 1)
                start="$1/bin/taskmanager.sh"
                shift
                for slave; do
                    case $slave in
                    localhost | 127.0.0.1) "$start" start ;;
                    *) ssh -n -o ConnectTimeout=10 $options "$slave" "$start" start ;;
                    esac &
                done
                wait
                """;
        CommandResult started =
                inFolder(CONF + "\n" + script, SCRIPT_TIMEOUT, slaves.toArray(String[]::new));
        require(started, "starting TaskManagers on " + String.join(", ", slaves));
    }

    /**
     * Runs {@code stop-cluster.sh} until it finds nothing more: each time it ends the youngest
     * process of a kind on a host, and that may be one which had ended by itself, as the second
     * JobManager does that {@code start-cluster.sh} starts on a cluster that runs.
     */
    public void stopCluster() throws InterruptedException {
        stopCluster(SCRIPT_TIMEOUT);
    }

    /** The same, each time given up after that time. */
    void stopCluster(Duration atMost) throws InterruptedException {
        for (int times = 0; times < MOST_STOPS; times++) {
            CommandResult stopped = script("stop-cluster.sh", atMost);
            if (!FOUND_ONE.matcher(stopped.output()).find()) {
                return;
            }
        }
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
        String script = CONF + "; sed -e 's/#.*//' -e '/^[[:space:]]*$/d' \"$conf/slaves\"";
        CommandResult slaves = inFolder(script, LOOK_TIMEOUT);
        require(slaves, "reading " + path("conf/slaves"));
        return slaves.output().lines().map(String::strip).toList();
    }

    /** The end of the JobManager's log, also of one that has ended. */
    public String jobManagerLog(int lines) throws InterruptedException {
        String script =
                """
                folder=$(sed -n 's/^env.log.dir: *//p' "$conf/flink-conf.yaml")
                tail -n "$2" "$(ls -t "${folder:-$1/log}"/*standalonesession*.log | head -n 1)"
                """;
        CommandResult log = inFolder(CONF + "\n" + script, LOOK_TIMEOUT, Integer.toString(lines));
        require(log, "reading the JobManager's log");
        return log.output();
    }

    /** Runs a shell script with Flink's folder as its first argument. */
    private CommandResult inFolder(String script, Duration atMost, String... arguments)
            throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "flink-home", folder));
        words.addAll(List.of(arguments));
        return host.run(ShellWords.join(words), atMost);
    }

    /** A path below the folder. */
    String path(String below) {
        return folder + "/" + below;
    }

    private CommandResult script(String name, Duration atMost) throws InterruptedException {
        String script = path("bin/" + name);
        CommandResult there = host.run(ShellWords.join("test", "-x", script), LOOK_TIMEOUT);
        if (!there.succeeded()) {
            throw new ClusterStateException(
                    "[%s] %s: there is no such script. Try: flink.home in cluster.properties, or ansible-playbook site.yml"
                            .formatted(host.name(), script));
        }
        CommandResult ended = host.run(ShellWords.join(script), atMost);
        require(ended, "running " + script);
        return ended;
    }

    private void require(CommandResult result, String what) {
        if (!result.succeeded()) {
            throw new OperationFailedException(
                    "[%s] %s: %s".formatted(host.name(), what, result.lastWords()));
        }
    }
}
