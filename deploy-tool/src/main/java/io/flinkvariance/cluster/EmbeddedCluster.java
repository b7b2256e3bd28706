package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.flink.FlinkVersion;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Flink in a process of its own: a JobManager and one or more TaskManagers, all on loopback. */
public final class EmbeddedCluster implements Cluster {
    public static final String TARGET = "embedded";

    private static final String STARTING = "starting an embedded Flink";

    /**
     * A process that has ended is noticed at once; a crowded machine takes more than one minute.
     */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private static final Duration START_PAUSE = Duration.ofMillis(20);
    private static final Duration SUBMIT_TIMEOUT = Duration.ofMinutes(1);

    private final EmbeddedProcess process;
    private final URI restAddress;
    private final FlinkRest rest;
    private final EmbeddedConfiguration configuration;
    private final Path scratch;

    private EmbeddedCluster(
            EmbeddedProcess process,
            URI restAddress,
            EmbeddedConfiguration configuration,
            Path scratch) {
        this.process = process;
        this.restAddress = restAddress;
        this.rest = new FlinkRest(restAddress);
        this.configuration = configuration;
        this.scratch = scratch;
    }

    /**
     * Starts one.
     *
     * @param libraries the folder with Flink's jars, and the job's
     * @param scratch folder for what Flink stores and logs; the caller removes it
     * @throws UsageException if Flink cannot make anything of a value
     */
    public static EmbeddedCluster start(
            EmbeddedConfiguration configuration, Path libraries, Path scratch)
            throws InterruptedException {
        EmbeddedProcess process =
                EmbeddedProcess.start(
                        libraries,
                        configuration.taskManagers(),
                        configuration.slotsOfEachTaskManager(),
                        configuration.toFlink(scratch),
                        scratch);
        try {
            URI address = URI.create(process.answer("rest", STARTING, START_TIMEOUT));
            awaitSlots(
                    new FlinkRest(address),
                    configuration.taskManagers() * configuration.slotsOfEachTaskManager());
            return new EmbeddedCluster(process, address, configuration, scratch);
        } catch (UsageException refused) {
            process.close();
            throw refused(STARTING, configuration, refused);
        } catch (InterruptedException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    /** A refusal that names the keys, where any were given. */
    private static RuntimeException refused(
            String doing, EmbeddedConfiguration configuration, UsageException refused) {
        String words = refused.getMessage();
        String keys = SuspectKeys.of(configuration.flinkConf(), words);
        return keys.isEmpty()
                ? new OperationFailedException(doing + ": " + words, refused)
                : new UsageException("--flink-conf: %s: %s".formatted(keys, words), refused);
    }

    /**
     * TaskManagers register some time after all have been started, and until the JobManager has
     * been elected the REST interface answers with an error.
     */
    private static void awaitSlots(FlinkRest rest, int slots) throws InterruptedException {
        Deadline deadline = Deadline.in(START_TIMEOUT);
        String state = "nothing known";
        while (!deadline.isOver()) {
            try {
                int registered = rest.overview().slotsTotal();
                if (registered >= slots) {
                    return;
                }
                state = "%d of %d slots registered".formatted(registered, slots);
            } catch (OperationFailedException | UnreachableException notYet) {
                state = notYet.getMessage();
            }
            deadline.pause(START_PAUSE);
        }
        throw new OperationFailedException(
                "%s: after %d s: %s".formatted(STARTING, START_TIMEOUT.toSeconds(), state));
    }

    @Override
    public String target() {
        return TARGET;
    }

    @Override
    public String name() {
        return restAddress.getAuthority();
    }

    @Override
    public boolean outlivesTheTool() {
        return false;
    }

    @Override
    public String description() {
        return "embedded Flink %s, %d TaskManager%s, buffers %s"
                .formatted(
                        flinkVersion(), taskManagers(), taskManagers() == 1 ? "" : "s", buffers());
    }

    @Override
    public FlinkRest rest() {
        return rest;
    }

    @Override
    public String flinkVersion() {
        return FlinkVersion.OF_KIT.number();
    }

    /** Its process runs on this one's. */
    @Override
    public String javaVersion() {
        return Runtime.version().toString();
    }

    @Override
    public BufferSettings buffers() {
        return configuration.buffers();
    }

    @Override
    public int taskManagers() {
        return configuration.taskManagers();
    }

    @Override
    public Map<String, String> flinkConf() {
        return configuration.flinkConf();
    }

    @Override
    public String submit(Scenario scenario) throws InterruptedException {
        return submit("submit ", scenario);
    }

    @Override
    public JobSavepoints prepareSavepoints() {
        return new Savepoints();
    }

    private final class Savepoints implements JobSavepoints {
        @Override
        public String folder() {
            return scratch.resolve("savepoints").toUri().toString();
        }

        @Override
        public String restore(Scenario scenario, String savepoint) throws InterruptedException {
            return submit("restore " + savepoint + "\t", scenario);
        }
    }

    private String submit(String order, Scenario scenario) throws InterruptedException {
        String doing = "submitting " + scenario.name();
        try {
            Path file = scratch.resolve("submitted.properties");
            Files.writeString(file, scenario.toPropertiesText());
            process.order(order + file);
        } catch (IOException failed) {
            throw new OperationFailedException(doing + ": " + failed.getMessage(), failed);
        }
        try {
            return process.answer("job", doing, SUBMIT_TIMEOUT);
        } catch (UsageException refused) {
            throw refused(doing, configuration, refused);
        }
    }

    long processId() {
        return process.processId();
    }

    @Override
    public void close() {
        process.close();
    }
}
