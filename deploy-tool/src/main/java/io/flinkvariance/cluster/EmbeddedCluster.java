package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.job.VarianceJob;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink in this JVM: a JobManager and one or more TaskManagers, all on loopback. */
public final class EmbeddedCluster implements Cluster {
    public static final String TARGET = "embedded";

    private static final String LOOPBACK = "127.0.0.1";

    /** For all TaskManagers together; some 4000 buffers of the default size. */
    private static final int NETWORK_MEGABYTES = 128;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration START_PAUSE = Duration.ofMillis(20);
    private static final Duration SUBMIT_TIMEOUT = Duration.ofSeconds(30);

    private final MiniCluster flink;
    private final URI restAddress;
    private final BufferSettings buffers;
    private final int taskManagers;
    private final Map<String, String> flinkConf;

    private EmbeddedCluster(
            MiniCluster flink,
            URI restAddress,
            BufferSettings buffers,
            int taskManagers,
            Map<String, String> flinkConf) {
        this.flinkConf = Map.copyOf(flinkConf);
        this.flink = flink;
        this.restAddress = restAddress;
        this.buffers = buffers;
        this.taskManagers = taskManagers;
    }

    /**
     * Starts one.
     *
     * @param taskManagers how many TaskManagers share the slots
     * @param slots slots that are needed in all; {@code flinkConf} may say otherwise
     * @param flinkConf keys of {@code flink-conf.yaml} that replace this class's own
     * @param temporary folder for what Flink stores; the caller removes it
     * @throws UsageException if Flink cannot make anything of a value
     */
    public static EmbeddedCluster start(
            int taskManagers, int slots, Map<String, String> flinkConf, Path temporary)
            throws InterruptedException {
        int slotsEach = (slots + taskManagers - 1) / taskManagers;
        Configuration configuration =
                configuration(taskManagers, slotsEach, flinkConf, temporary.toAbsolutePath());
        BufferSettings buffers = buffersOf(configuration);
        int slotsOfEach = integer(configuration, TaskManagerOptions.NUM_TASK_SLOTS.key(), 1);
        LoopbackOnly.install();
        MiniCluster flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(taskManagers)
                                .setNumSlotsPerTaskManager(slotsOfEach)
                                .setCommonBindAddress(LOOPBACK)
                                .build());
        try {
            start(flink);
            URI address = flink.getRestAddress().get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            awaitSlots(new FlinkRest(address), taskManagers * slotsOfEach);
            return new EmbeddedCluster(flink, address, buffers, taskManagers, flinkConf);
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
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        String state = "nothing known";
        while (System.nanoTime() < deadline) {
            try {
                int registered = rest.overview().slotsTotal();
                if (registered >= slots) {
                    return;
                }
                state = "%d of %d slots registered".formatted(registered, slots);
            } catch (OperationFailedException notYet) {
                state = notYet.getMessage();
            }
            Thread.sleep(START_PAUSE.toMillis());
        }
        throw new OperationFailedException(
                "after %d s: %s".formatted(START_TIMEOUT.toSeconds(), state));
    }

    /** The buffers of an embedded Flink with these keys of {@code flink-conf.yaml}. */
    public static BufferSettings buffersWith(Map<String, String> flinkConf) {
        return buffersOf(configuration(1, 1, flinkConf, Path.of("unused")));
    }

    private static Configuration configuration(
            int taskManagers, int slotsEach, Map<String, String> flinkConf, Path temporary) {
        Map<String, String> keys = new LinkedHashMap<>(BufferSettings.SMALL.toFlinkConf());
        keys.put(RestOptions.ADDRESS.key(), LOOPBACK);
        keys.put(RestOptions.BIND_ADDRESS.key(), LOOPBACK);
        keys.put(RestOptions.PORT.key(), "0");
        keys.put(TaskManagerOptions.HOST.key(), LOOPBACK);
        keys.put(TaskManagerOptions.NUM_TASK_SLOTS.key(), Integer.toString(slotsEach));
        // The job needs no managed memory; the default is most of the heap for each TaskManager.
        keys.put(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), "16m");
        String network = Math.max(4, NETWORK_MEGABYTES / taskManagers) + "m";
        keys.put(TaskManagerOptions.NETWORK_BUFFERS_MEMORY_MIN.key(), network);
        keys.put(TaskManagerOptions.NETWORK_BUFFERS_MEMORY_MAX.key(), network);
        keys.put(MetricOptions.QUERY_SERVICE_PORT.key(), "0");
        // How old an answer of the REST interface may be: metrics, and the state of jobs.
        keys.put("metrics.fetcher.update-interval", "500");
        keys.put(WebOptions.REFRESH_INTERVAL.key(), "200");
        keys.put(CoreOptions.TMP_DIRS.key(), temporary.toString());
        keys.put(BlobServerOptions.STORAGE_DIRECTORY.key(), temporary.toString());
        keys.putAll(flinkConf);
        Configuration configuration = new Configuration();
        keys.forEach(configuration::setString);
        return configuration;
    }

    private static BufferSettings buffersOf(Configuration configuration) {
        BufferSettings flinkDefault = BufferSettings.FLINK_DEFAULT;
        try {
            return new BufferSettings(
                    bytes(configuration),
                    integer(
                            configuration,
                            BufferSettings.PER_CHANNEL_KEY,
                            flinkDefault.perChannel()),
                    integer(configuration, BufferSettings.FLOATING_KEY, flinkDefault.floating()));
        } catch (IllegalArgumentException invalid) {
            throw new UsageException("--flink-conf: " + invalid.getMessage(), invalid);
        }
    }

    private static int bytes(Configuration configuration) {
        String key = BufferSettings.SEGMENT_KEY;
        String text = configuration.getString(key, "");
        try {
            return Math.toIntExact(MemorySize.parse(text).getBytes());
        } catch (IllegalArgumentException | ArithmeticException invalid) {
            throw new UsageException(
                    "--flink-conf: " + key + "=" + text + ": expected a size, such as 32kb",
                    invalid);
        }
    }

    private static int integer(Configuration configuration, String key, int otherwise) {
        String text = configuration.getString(key, Integer.toString(otherwise));
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException invalid) {
            throw new UsageException(
                    "--flink-conf: " + key + "=" + text + ": expected a whole number", invalid);
        }
    }

    @Override
    public String target() {
        return TARGET;
    }

    @Override
    public String description() {
        return "embedded Flink %s, %d TaskManager%s, buffers %s"
                .formatted(flinkVersion(), taskManagers, taskManagers == 1 ? "" : "s", buffers);
    }

    @Override
    public URI restAddress() {
        return restAddress;
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
        return buffers;
    }

    @Override
    public int taskManagers() {
        return taskManagers;
    }

    @Override
    public Map<String, String> flinkConf() {
        return flinkConf;
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
