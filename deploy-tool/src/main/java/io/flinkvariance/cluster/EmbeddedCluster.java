package io.flinkvariance.cluster;

import io.flinkvariance.time.Deadline;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.job.VarianceJob;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink in this JVM: a JobManager and one or more TaskManagers, all on loopback. */
public final class EmbeddedCluster implements Cluster {
    public static final String TARGET = "embedded";

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration START_PAUSE = Duration.ofMillis(20);
    private static final Duration SUBMIT_TIMEOUT = Duration.ofSeconds(30);

    private final MiniCluster flink;
    private final URI restAddress;
    private final FlinkRest rest;
    private final EmbeddedConfiguration configuration;

    private EmbeddedCluster(
            MiniCluster flink, URI restAddress, EmbeddedConfiguration configuration) {
        this.flink = flink;
        this.restAddress = restAddress;
        this.rest = new FlinkRest(restAddress);
        this.configuration = configuration;
    }

    /**
     * Starts one.
     *
     * @param temporary folder for what Flink stores; the caller removes it
     * @throws UsageException if Flink cannot make anything of a value
     */
    public static EmbeddedCluster start(EmbeddedConfiguration configuration, Path temporary)
            throws InterruptedException {
        LoopbackOnly.install();
        MiniCluster flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration.toFlink(temporary))
                                .setNumTaskManagers(configuration.taskManagers())
                                .setNumSlotsPerTaskManager(configuration.slotsOfEachTaskManager())
                                .setCommonBindAddress(EmbeddedConfiguration.LOOPBACK)
                                .build());
        try {
            start(flink);
            URI address = flink.getRestAddress().get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            awaitSlots(
                    new FlinkRest(address),
                    configuration.taskManagers() * configuration.slotsOfEachTaskManager());
            return new EmbeddedCluster(flink, address, configuration);
        } catch (InterruptedException interrupted) {
            closeQuietly(flink);
            throw interrupted;
        } catch (Exception failed) {
            closeQuietly(flink);
            if (root(failed) instanceof IllegalArgumentException
                    || root(failed) instanceof IllegalConfigurationException) {
                throw new UsageException("--flink-conf: " + rootMessage(failed), failed);
            }
            throw new OperationFailedException(
                    "starting an embedded Flink: " + rootMessage(failed), failed);
        }
    }

    /**
     * In a thread of its own: Flink's start swallows an interrupt now and then, and Ctrl-C with it.
     */
    private static void start(MiniCluster flink) throws Exception {
        ExecutorService starter = Executors.newSingleThreadExecutor();
        try {
            Callable<Void> start =
                    () -> {
                        flink.start();
                        return null;
                    };
            starter.submit(start).get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } finally {
            starter.shutdown();
        }
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
                "after %d s: %s".formatted(START_TIMEOUT.toSeconds(), state));
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
        return EnvironmentInformation.getVersion();
    }

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
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        environment.setParallelism(1);
        VarianceJob.build(environment, scenario);
        JobGraph job = environment.getStreamGraph().getJobGraph();
        try {
            return flink.submitJob(job)
                    .get(SUBMIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .getJobID()
                    .toString();
        } catch (ExecutionException | TimeoutException failed) {
            throw new OperationFailedException(
                    "submitting " + scenario.name() + ": " + rootMessage(failed), failed);
        }
    }

    @Override
    public void close() {
        closeQuietly(flink);
    }

    private static void closeQuietly(MiniCluster flink) {
        try {
            flink.closeAsync().get(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException lateOrBroken) {
            // It lives in this process, which is about to end.
        }
    }

    private static String rootMessage(Throwable failed) {
        Throwable root = root(failed);
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static Throwable root(Throwable failed) {
        return failed.getCause() == null ? failed : root(failed.getCause());
    }
}
