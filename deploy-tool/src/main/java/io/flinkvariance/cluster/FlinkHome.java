package io.flinkvariance.cluster;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.script.ShellScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final String START_TASK_MANAGERS = script("start-task-managers.sh");
    private static final String JOB_MANAGER_RUNS = script("job-manager-runs.sh");
    private static final String ENDED_TASK_MANAGERS = script("ended-task-managers.sh");
    private static final String HOST_ADDRESSES = script("host-addresses.sh");
    private static final String SLAVES = script("slaves.sh");
    private static final String JOB_MANAGER_LOG = script("job-manager-log.sh");

    private final Host host;
    private final String folder;

    private static String script(String name) {
        return ShellScript.read(FlinkHome.class, name);
    }

    /** The Flink in that folder, an absolute path on the host. */
    public FlinkHome(Host host, String folder) {
        this.host = host;
        this.folder = folder;
    }

    /**
     * Runs {@code start-cluster.sh}; starts what does not run.
     *
     * @return what it complained of and went on all the same, as it does when a script that it
     *     called has failed; empty where it complained of nothing
     */
    public String startCluster() throws InterruptedException {
        CommandResult started = runScript("start-cluster.sh", SCRIPT_TIMEOUT);
        return Stream.of(started.errors(), started.output())
                .flatMap(String::lines)
                .filter(line -> line.contains("[ERROR]"))
                .findFirst()
                .map(String::strip)
                .orElse("");
    }

    /**
     * Starts a TaskManager on each of these hosts, from here, as {@code start-cluster.sh} does for
     * all of them. What came of it is to be asked of the JobManager.
     *
     * @param slaves as {@code conf/slaves} names them
     */
    public void startTaskManagers(List<String> slaves) throws InterruptedException {
        CommandResult started =
                inFolder(START_TASK_MANAGERS, SCRIPT_TIMEOUT, slaves.toArray(String[]::new));
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
            CommandResult stopped = runScript("stop-cluster.sh", atMost);
            if (!FOUND_ONE.matcher(stopped.output()).find()) {
                return;
            }
        }
    }

    /** Whether a JobManager of the user's runs there, be it that it does not answer yet. */
    public boolean jobManagerRuns() throws InterruptedException {
        return inFolder(JOB_MANAGER_RUNS, LOOK_TIMEOUT).succeeded();
    }

    /** The addresses in {@code conf/slaves}: one for each TaskManager that there should be. */
    public List<String> slaves() throws InterruptedException {
        CommandResult slaves = inFolder(SLAVES, LOOK_TIMEOUT);
        require(slaves, "reading " + path("conf/slaves"));
        return slaves.output().lines().map(String::strip).toList();
    }

    /**
     * The addresses in {@code conf/slaves}, each as often as a TaskManager's process there has
     * ended, by the way that {@link #startTaskManagers} takes. The JobManager counts one until its
     * heartbeat is missed. A host that does not answer is not among them.
     */
    public List<String> slavesOfEndedTaskManagers() throws InterruptedException {
        CommandResult ended = inFolder(ENDED_TASK_MANAGERS, LOOK_TIMEOUT);
        require(ended, "looking for TaskManagers that have ended");
        return ended.output().lines().toList();
    }

    /**
     * What the host knows of a name: its addresses, and {@code here} where it is the host's own.
     */
    public Set<String> addresses(String name) throws InterruptedException {
        return host.run(
                        ShellWords.join("sh", "-c", HOST_ADDRESSES, "host-addresses", name),
                        LOOK_TIMEOUT)
                .output()
                .lines()
                .collect(Collectors.toSet());
    }

    /** The end of the JobManager's log, also of one that has ended. */
    public String jobManagerLog(int lines) throws InterruptedException {
        CommandResult log = inFolder(JOB_MANAGER_LOG, LOOK_TIMEOUT, Integer.toString(lines));
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

    private CommandResult runScript(String name, Duration atMost) throws InterruptedException {
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
