package io.flinkvariance.cluster;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.ClusterOverview;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.TaskManagerDetails;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** A Flink that its own scripts start, whoever starts and stops it. */
abstract class ScriptedCluster implements Cluster {
    private static final String JAVA_HOME = "env.java.home";

    /** How long a push is begun anew after a lost connection; to notice one takes time, too. */
    private static final Duration PUSH_OUTAGE = Duration.ofSeconds(90);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ClusterConnection connection;
    private final Path jobJar;
    private final Function<String, UploadProgress> uploads;
    private final ClusterOverview overview;
    private final Map<String, String> configuration;
    private final List<TaskManagerDetails> registered;
    private final BufferSettings buffers;
    private NodeFacts facts;

    /**
     * Asks it what it is; it has to be up.
     *
     * @param uploads makes the progress of an upload from a file's name
     */
    ScriptedCluster(
            ClusterConnection connection, Path jobJar, Function<String, UploadProgress> uploads)
            throws InterruptedException {
        this.connection = connection;
        this.jobJar = jobJar;
        this.uploads = uploads;
        this.overview = connection.requireUp();
        this.configuration = connection.rest().jobManagerConfig();
        this.registered = connection.rest().taskManagers().registered();
        this.buffers = FlinkConfValues.buffers(connection.name(), configuration);
    }

    final ClusterConnection connection() {
        return connection;
    }

    /** Whether its TaskManagers have other slots than the JobManager was started with. */
    final Optional<String> otherSlots() {
        return new TaskManagerSettings(configuration).otherSlots(registered);
    }

    @Override
    public final String name() {
        return connection.name();
    }

    @Override
    public final String description() {
        return "%s, %d TaskManager%s, buffers %s"
                .formatted(
                        connection.name(), taskManagers(), taskManagers() == 1 ? "" : "s", buffers);
    }

    @Override
    public final FlinkRest rest() {
        return connection.rest();
    }

    @Override
    public final String flinkVersion() {
        String version = overview.flinkVersion();
        return version.isEmpty() || version.startsWith("<") ? facts().flinkVersion() : version;
    }

    @Override
    public final String javaVersion() {
        return facts().javaVersion();
    }

    @Override
    public final BufferSettings buffers() {
        return buffers;
    }

    @Override
    public final int taskManagers() {
        return overview.taskManagers();
    }

    /**
     * Those that the JobManager was started with and that matter to a throughput, with the slots
     * that the TaskManagers have.
     */
    @Override
    public final Map<String, String> flinkConf() {
        Map<String, String> settings = new TreeMap<>(configuration);
        settings.keySet().removeIf(key -> !FlinkConfValues.isOfPerformance(key));
        TaskManagerSettings.slots(registered)
                .ifPresent(
                        slots ->
                                settings.put(
                                        TaskManagerSettings.SLOTS_KEY, Integer.toString(slots)));
        return settings;
    }

    @Override
    public final String submit(Scenario scenario) throws InterruptedException {
        return submit(scenario, Optional.empty());
    }

    @Override
    public final JobSavepoints prepareSavepoints() throws InterruptedException {
        SavepointFolder own = SavepointFolder.below(FlinkConfValues.ownFolder(configuration));
        own.require(connection.host());
        return new Savepoints(own);
    }

    private final class Savepoints implements JobSavepoints {
        private final SavepointFolder own;

        Savepoints(SavepointFolder own) {
            this.own = own;
        }

        @Override
        public String folder() {
            return own.uri();
        }

        @Override
        public String restore(Scenario scenario, String savepoint) throws InterruptedException {
            return submit(scenario, Optional.of(savepoint));
        }
    }

    private String submit(Scenario scenario, Optional<String> savepoint)
            throws InterruptedException {
        return LentFile.during(connection.host(), scenario, lent -> submitted(lent, savepoint));
    }

    private String submitted(Scenario scenario, Optional<String> savepoint)
            throws InterruptedException {
        String jobId = UUID.randomUUID().toString().replace("-", "");
        PushedJob job = push(scenario, Optional.of(jobId));
        Submission submission = new Submission(connection);
        try {
            return submission.submit(job, jobId, savepoint);
        } catch (InterruptedException ctrlC) {
            submission.withdraw(jobId);
            throw ctrlC;
        }
    }

    /** Sends jar and scenario, so that a later submission need not. */
    public final PushedJob push(Scenario scenario) throws InterruptedException {
        return push(scenario, Optional.empty());
    }

    private PushedJob push(Scenario scenario, Optional<String> jobId) throws InterruptedException {
        JobStore store = new JobStore(connection.host());
        Optional<String> jarFolder = FlinkConfValues.jarFolder(configuration);
        Deadline deadline = Deadline.in(PUSH_OUTAGE);
        while (true) {
            try {
                return store.push(jobJar, scenario, jobId, jarFolder, uploads);
            } catch (UnreachableException lost) {
                // What has arrived is not sent again, so that nothing is done twice.
                if (deadline.isOver()) {
                    throw lost;
                }
                deadline.pause(PAUSE);
            }
        }
    }

    /** Asked once, when it is needed: not on the way to a running job. */
    private NodeFacts facts() {
        if (facts == null) {
            facts = askFacts();
        }
        return facts;
    }

    private NodeFacts askFacts() {
        try {
            return NodeFacts.ask(
                    connection.host(),
                    connection.layout().flinkHome(),
                    Optional.ofNullable(configuration.get(JAVA_HOME)).orElse(""));
        } catch (InterruptedException ctrlC) {
            Thread.currentThread().interrupt();
        } catch (DeployException lost) {
            // A result without the version of Java is still one.
        }
        return new NodeFacts(NodeFacts.UNKNOWN, NodeFacts.UNKNOWN);
    }

    /** Ends the connection, and what else was started for this object. */
    @Override
    public void close() {
        connection.close();
    }
}
