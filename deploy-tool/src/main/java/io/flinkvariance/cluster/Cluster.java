package io.flinkvariance.cluster;

import io.flinkvariance.host.Host;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.latency.HostClocks;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Some Flink that runs scenarios; above this nothing knows what kind it is. */
public interface Cluster extends AutoCloseable {
    /** The kind, as in {@code --target}. */
    String target();

    /** Which one of its kind, as messages name it. */
    String name();

    /** Whether its jobs go on when the tool ends. */
    boolean outlivesTheTool();

    /** One line for people: what runs where. */
    String description();

    /** Its REST interface. */
    FlinkRest rest();

    /** Flink's own version, which 1.8.1 does not always tell over REST. */
    String flinkVersion();

    /** The version of Java that its TaskManagers run on. */
    String javaVersion();

    /** The buffers it is configured with. */
    BufferSettings buffers();

    int taskManagers();

    /** How many of them have a part in a scenario that is the first of its jobs. */
    default int taskManagersFor(Scenario scenario) {
        return taskManagers();
    }

    /** The keys of {@code flink-conf.yaml} that the user set, as far as the tool knows them. */
    Map<String, String> flinkConf();

    /**
     * A way from here to a port that only the cluster's machines reach; nothing where this machine
     * is one of them.
     */
    default Optional<PortForward> forward(String host, int port) throws InterruptedException {
        return forward(host, port, Host.ANY_PORT);
    }

    /** The same on a port of choice of this machine's, for what sends its clients on to that. */
    default Optional<PortForward> forward(String host, int port, int localPort)
            throws InterruptedException {
        return Optional.empty();
    }

    /** What the cluster remembers of this tool's jobs; nothing where they end with the tool. */
    default Optional<JobStore> jobStore() {
        return Optional.empty();
    }

    /** Starts a scenario and returns the job's id at once. */
    String submit(Scenario scenario) throws InterruptedException;

    /**
     * Finds a folder for savepoints of its jobs, which goes with what the cluster runs in.
     *
     * @throws io.flinkvariance.error.ClusterStateException if none could be written there
     */
    JobSavepoints prepareSavepoints() throws InterruptedException;

    /** How long a job may take from its submission to its first counters. */
    default Duration jobStartTimeout() {
        return Duration.ofSeconds(60);
    }

    /** The clocks of its machines; nothing where it is one machine, or nobody can compare them. */
    default Optional<HostClocks> clocks() {
        return Optional.empty();
    }

    /**
     * Which of these machines are gone, and who says so, for whoever is to be told why a job
     * failed; empty where none is, or nobody but Flink knows.
     *
     * @param hosts as Flink names them, some with a port
     */
    default Optional<String> lost(Set<String> hosts) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Ends what runs its jobs without asking Flink, where somebody else can do that.
     *
     * @return who has ended what, for people; empty where nobody can, or it may still be there
     */
    default Optional<String> endWithoutFlink() throws InterruptedException {
        return Optional.empty();
    }

    /** That a job goes on without the tool: what runs it is not ended with this object. */
    default void leave(String jobId) {
        // Most are not ended by anybody, or end with the tool in any case.
    }

    /** Ends what this object started. */
    @Override
    void close();
}
