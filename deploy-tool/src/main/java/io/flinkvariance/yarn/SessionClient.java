package io.flinkvariance.yarn;

import io.flinkvariance.cluster.PushedJob;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.script.ShellScript;
import io.flinkvariance.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Flink's client of YARN on the master, by {@code yarn-session.sh} and {@code flink run}. What it
 * reads and writes is in {@code ~/.flink-variance/sessions}, a folder a session.
 */
final class SessionClient {
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /** A JVM starts, and sends a jar to the JobManager. */
    private static final Duration SUBMIT_TIMEOUT = Duration.ofSeconds(90);

    /** Two of Hadoop's commands, of 30 s at most. */
    private static final Duration SAVEPOINTS_TIMEOUT = Duration.ofSeconds(70);

    /** Two of Hadoop's commands, of 30 and 20 s at most. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(60);

    /** Shorter than what is left for tidying up after Ctrl-C. */
    private static final Duration LOST_TIMEOUT = Duration.ofSeconds(10);

    /** What the command {@code timeout} ends with where it was needed. */
    private static final int TIMED_OUT = 124;

    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final String START = script("start-session.sh");
    private static final String LOGGING = script("log4j-yarn-session.properties");
    private static final String STATE = script("session-state.sh");
    private static final String SESSIONS = script("sessions.sh");
    private static final String SUBMIT = script("submit-job.sh");
    private static final String SAVEPOINTS = script("savepoint-folder.sh");
    private static final String END = script("end-session.sh");

    private final Host host;
    private final YarnProperties properties;

    SessionClient(Host host, YarnProperties properties) {
        this.host = host;
        this.properties = properties;
    }

    private static String script(String name) {
        return ShellScript.read(SessionClient.class, name);
    }

    String host() {
        return host.name();
    }

    /** Starts the client of a session, and does not wait for what comes of it. */
    void start(String name, SessionSettings settings) throws InterruptedException {
        List<String> words = withHadoop(START, "start-session");
        words.add(properties.flinkHome());
        words.add(name);
        words.add(settings.before());
        words.add(settings.after());
        words.add(LOGGING.strip());
        words.addAll(settings.options(name));
        properties.queue().ifPresent(queue -> words.addAll(List.of("-qu", queue)));
        require(host.run(ShellWords.join(words), START_TIMEOUT), "starting yarn-session.sh");
    }

    ClientState state(String name) throws InterruptedException {
        return ClientState.parse(
                host.run(ShellWords.join("sh", "-c", STATE, "session-state", name), LOOK_TIMEOUT)
                        .output());
    }

    /** The names of the sessions that were begun from this account and not ended. */
    List<String> sessions() throws InterruptedException {
        return host.run(SESSIONS, LOOK_TIMEOUT).output().lines().toList();
    }

    /** Runs {@code flink run -d -yid}, with {@code -s} where there is a savepoint. */
    CommandResult submit(String name, String application, PushedJob job, Optional<String> savepoint)
            throws InterruptedException {
        List<String> words = withHadoop(SUBMIT, "submit-job");
        words.addAll(
                List.of(
                        properties.flinkHome(),
                        name,
                        application,
                        job.jar(),
                        job.scenario(),
                        savepoint.orElse("")));
        return host.run(ShellWords.join(words), SUBMIT_TIMEOUT);
    }

    /**
     * Makes a folder for savepoints in that of the session in HDFS, and tries to write in it.
     *
     * @return its URI
     * @throws ClusterStateException if that cannot be done
     */
    String savepointFolder(String name) throws InterruptedException {
        List<String> words = withHadoop(SAVEPOINTS, "savepoint-folder");
        words.add(name);
        CommandResult made = host.run(ShellWords.join(words), SAVEPOINTS_TIMEOUT);
        if (!made.succeeded()) {
            throw new ClusterStateException(
                    "[%s] trying a folder for a savepoint in HDFS: %s. Try: hadoop fs -df there, and hdfs dfsadmin -safemode get; or leave out --rescale"
                            .formatted(
                                    host.name(),
                                    made.exitCode() == TIMED_OUT
                                            ? "no answer within 30 s"
                                            : made.lastWords().replaceFirst("\\.$", "")));
        }
        return made.output().strip();
    }

    /**
     * Ends what is left of a session's clients, and removes what it left in HDFS and on the master.
     *
     * @param isKilling whether the application is to be killed, too
     */
    void end(String name, boolean isKilling) throws InterruptedException {
        List<String> words = withHadoop(END, "end-session");
        words.addAll(List.of(name, isKilling ? "kill" : ""));
        Deadline deadline = Deadline.in(LOST_TIMEOUT);
        while (true) {
            try {
                require(host.run(ShellWords.join(words), END_TIMEOUT), "tidying up after " + name);
                return;
            } catch (UnreachableException lost) {
                // It may be done twice. A command that Ctrl-C cut off may have taken the connection
                // with it.
                if (deadline.isOver()) {
                    throw lost;
                }
                deadline.pause(PAUSE);
            }
        }
    }

    private void require(CommandResult result, String what) {
        if (!result.succeeded()) {
            throw new OperationFailedException(
                    "[%s] %s: %s".formatted(host.name(), what, result.lastWords()));
        }
    }

    private List<String> withHadoop(String script, String name) {
        return new ArrayList<>(
                List.of(
                        "sh",
                        "-c",
                        script,
                        name,
                        properties.confDir().orElse(""),
                        properties.hadoopHome().orElse("")));
    }
}
