package io.flinkvariance.yarn;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.FlinkConfValues;
import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.cluster.JobStore;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.flink.FlinkVersion;
import io.flinkvariance.hadoop.ContainerSizes;
import io.flinkvariance.hadoop.LostNode;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A session on YARN, which ends with the run, unless its job goes on without the tool. */
public final class YarnCluster implements Cluster {
    public static final String TARGET = "yarn";

    private static final Duration JOB_START_TIMEOUT = Duration.ofMinutes(3);

    private final Host host;
    private final YarnSession session;
    private final int taskManagers;

    /** What YARN is asked for as jobs come; nothing in a session that another process began. */
    private final Optional<ContainerSizes> asked;

    private final Consumer<String> notes;
    private final SessionSubmission submission;
    private final Map<String, String> configuration;
    private final BufferSettings buffers;
    private final String javaVersion;
    private boolean isLeft;

    private YarnCluster(
            Host host,
            YarnSession session,
            Path jobJar,
            int taskManagers,
            Optional<ContainerSizes> asked,
            Consumer<String> notes,
            Function<String, UploadProgress> uploads)
            throws InterruptedException {
        this.host = host;
        this.session = session;
        this.taskManagers = taskManagers;
        this.asked = asked;
        this.notes = notes;
        this.submission = new SessionSubmission(session, host, jobJar, uploads);
        this.configuration = session.rest().jobManagerConfig();
        this.buffers = FlinkConfValues.buffers(host.name(), configuration);
        this.javaVersion = javaVersion(session.rest());
    }

    /**
     * One that was begun for this run. It is ended, and the host closed, with this object, or if it
     * cannot be made.
     *
     * @param containers that YARN starts when a job comes
     * @param slots that are needed in all, by the job that needs most
     * @param uploads makes the progress of an upload from a file's name
     */
    public static YarnCluster begun(
            Host host,
            YarnSession session,
            Path jobJar,
            ContainerSizes containers,
            int slots,
            Consumer<String> notes,
            Function<String, UploadProgress> uploads)
            throws InterruptedException {
        try {
            return new YarnCluster(
                    host,
                    session,
                    jobJar,
                    containers.taskManagers(slots),
                    Optional.of(containers),
                    notes,
                    uploads);
        } catch (InterruptedException | RuntimeException failed) {
            end(session, notes);
            session.close();
            throw failed;
        }
    }

    /** One that another process began: it is ended with this object if no job is left in it. */
    public static YarnCluster attached(
            Host host, YarnSession session, Path jobJar, Consumer<String> notes)
            throws InterruptedException {
        try {
            return new YarnCluster(
                    host,
                    session,
                    jobJar,
                    Math.max(1, session.rest().overview().taskManagers()),
                    Optional.empty(),
                    notes,
                    file -> UploadProgress.IGNORED);
        } catch (InterruptedException | RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    /** That of the JobManager's container: there are no others before the job comes. */
    private static String javaVersion(FlinkRest rest) throws InterruptedException {
        try {
            return SessionJava.version(rest.jobManagerLog());
        } catch (DeployException noLog) {
            // A result without the version of Java is still one.
            return SessionJava.UNKNOWN;
        }
    }

    @Override
    public String target() {
        return TARGET;
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public boolean outlivesTheTool() {
        return true;
    }

    @Override
    public String description() {
        return "%s, %s, %d TaskManager%s, buffers %s"
                .formatted(
                        name(),
                        session.application(),
                        taskManagers,
                        taskManagers == 1 ? "" : "s",
                        buffers);
    }

    @Override
    public FlinkRest rest() {
        return session.rest();
    }

    /** The only one that a session is started with. */
    @Override
    public String flinkVersion() {
        return FlinkVersion.OF_KIT.number();
    }

    @Override
    public String javaVersion() {
        return javaVersion;
    }

    @Override
    public BufferSettings buffers() {
        return buffers;
    }

    @Override
    public int taskManagers() {
        return taskManagers;
    }

    @Override
    public int taskManagersFor(Scenario scenario) {
        return asked.map(containers -> containers.taskManagers(scenario.slots()))
                .orElse(taskManagers);
    }

    @Override
    public Map<String, String> flinkConf() {
        Map<String, String> settings = new TreeMap<>(configuration);
        settings.keySet().removeIf(key -> !FlinkConfValues.isOfPerformance(key));
        return settings;
    }

    @Override
    public Optional<PortForward> forward(String address, int port, int localPort)
            throws InterruptedException {
        return Optional.of(host.forward(address, port, localPort));
    }

    @Override
    public Optional<JobStore> jobStore() {
        return Optional.of(new JobStore(host));
    }

    @Override
    public String submit(Scenario scenario) throws InterruptedException {
        return submission.submit(scenario, Optional.empty());
    }

    @Override
    public JobSavepoints prepareSavepoints() throws InterruptedException {
        return new SessionSavepoints(session.client().savepointFolder(session.name()), submission);
    }

    /** Its TaskManagers are started for it, in containers that YARN has to find a place for. */
    @Override
    public Duration jobStartTimeout() {
        return JOB_START_TIMEOUT;
    }

    @Override
    public Optional<String> lost(Set<String> hosts) throws InterruptedException {
        List<LostNode> lost;
        try {
            lost =
                    session.lost(
                            hosts.stream()
                                    .map(name -> name.replaceFirst(":\\d+$", ""))
                                    .collect(Collectors.toSet()));
        } catch (DeployException silent) {
            return Optional.empty();
        }
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        lost.stream().map(LostNode::toString).collect(Collectors.joining("; "))
                                + ". Try: yarn node -list -all on the master");
    }

    @Override
    public Optional<String> endWithoutFlink() throws InterruptedException {
        try {
            return session.kill()
                    ? Optional.of(
                            "YARN has ended %s, as its JobManager did not answer"
                                    .formatted(session.application()))
                    : Optional.empty();
        } catch (DeployException left) {
            return Optional.empty();
        }
    }

    @Override
    public void leave(String jobId) {
        isLeft = true;
    }

    /** Ends the session, unless a job is left in it, and then the connection. */
    @Override
    public void close() {
        if (!isLeft && !(asked.isEmpty() && hasJobs())) {
            end(session, notes);
        }
        session.close();
        host.close();
    }

    /** Also after Ctrl-C, when it is the last that is done. */
    private static void end(YarnSession session, Consumer<String> notes) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            session.end();
        } catch (InterruptedException again) {
            wasInterrupted = true;
        } catch (DeployException left) {
            notes.accept(SessionStart.leftBehind(left));
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether there may be some: who does not answer may have some. */
    private boolean hasJobs() {
        boolean wasInterrupted = Thread.interrupted();
        try {
            return !session.rest().jobs().stream().allMatch(JobSummary::hasEnded);
        } catch (InterruptedException again) {
            wasInterrupted = true;
            return true;
        } catch (JobUnknownException ended) {
            return false;
        } catch (DeployException silent) {
            return true;
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
