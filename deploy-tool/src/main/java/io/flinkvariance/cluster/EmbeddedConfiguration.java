package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.model.BufferSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * The keys of {@code flink-conf.yaml} of an embedded Flink: the kit's own, and the user's in place
 * of them.
 *
 * <p>Whatever the tool itself needs to know of them is read here, once, and a {@link
 * UsageException} says which value is wrong.
 */
public final class EmbeddedConfiguration {
    static final String LOOPBACK = "127.0.0.1";

    /** For all TaskManagers together; some 4000 buffers of the default size. */
    private static final int NETWORK_MEGABYTES = 128;

    private static final int LEAST_NETWORK_MEGABYTES = 4;

    /** As often as the job reads its own counters. */
    static final String REPORT_INTERVAL = "1 SECONDS";

    private final int taskManagers;
    private final Map<String, String> flinkConf;
    private final Map<String, String> keys;
    private final BufferSettings buffers;
    private final int slotsOfEachTaskManager;

    private EmbeddedConfiguration(
            int taskManagers, Map<String, String> flinkConf, Map<String, String> keys) {
        this.taskManagers = taskManagers;
        this.flinkConf = Map.copyOf(flinkConf);
        this.keys = keys;
        this.buffers = buffers(keys);
        this.slotsOfEachTaskManager = integer(keys, TaskManagerOptions.NUM_TASK_SLOTS.key());
    }

    /**
     * Puts them together.
     *
     * @param slots slots that are needed in all; {@code flinkConf} may say otherwise
     * @param flinkConf the user's keys
     */
    public static EmbeddedConfiguration of(
            int taskManagers, int slots, Map<String, String> flinkConf) {
        int slotsEach = (slots + taskManagers - 1) / taskManagers;
        Map<String, String> keys = new LinkedHashMap<>(BufferSettings.SMALL.toFlinkConf());
        keys.put(RestOptions.ADDRESS.key(), LOOPBACK);
        keys.put(RestOptions.BIND_ADDRESS.key(), LOOPBACK);
        keys.put(RestOptions.PORT.key(), "0");
        keys.put(TaskManagerOptions.HOST.key(), LOOPBACK);
        keys.put(TaskManagerOptions.NUM_TASK_SLOTS.key(), Integer.toString(slotsEach));
        // The job needs no managed memory; the default is most of the heap for each TaskManager.
        keys.put(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), "16m");
        int network = Math.max(LEAST_NETWORK_MEGABYTES, NETWORK_MEGABYTES / taskManagers);
        keys.put(TaskManagerOptions.NETWORK_BUFFERS_MEMORY_MIN.key(), network + "m");
        keys.put(TaskManagerOptions.NETWORK_BUFFERS_MEMORY_MAX.key(), network + "m");
        keys.put(MetricOptions.QUERY_SERVICE_PORT.key(), "0");
        // How old an answer of the REST interface may be: metrics, and the state of jobs.
        keys.put("metrics.fetcher.update-interval", "500");
        keys.put(WebOptions.REFRESH_INTERVAL.key(), "200");
        keys.putAll(flinkConf);
        return new EmbeddedConfiguration(taskManagers, flinkConf, keys);
    }

    /** The same, with its metrics reported to InfluxDB, unless the user's keys say otherwise. */
    public EmbeddedConfiguration reportingTo(InfluxAddress influxDb) {
        Map<String, String> all = new LinkedHashMap<>(keys);
        all.putAll(influxDb.toFlinkConf(REPORT_INTERVAL));
        all.putAll(flinkConf);
        return new EmbeddedConfiguration(taskManagers, flinkConf, all);
    }

    /** The network buffers. */
    public BufferSettings buffers() {
        return buffers;
    }

    /** How many TaskManagers share the slots. */
    public int taskManagers() {
        return taskManagers;
    }

    /** The user's keys, without the values that are nobody's business. */
    Map<String, String> flinkConf() {
        Map<String, String> shown = new LinkedHashMap<>(flinkConf);
        shown.replaceAll(
                (key, value) ->
                        GlobalConfiguration.isSensitive(key)
                                ? GlobalConfiguration.HIDDEN_CONTENT
                                : value);
        return Map.copyOf(shown);
    }

    int slotsOfEachTaskManager() {
        return slotsOfEachTaskManager;
    }

    /** As Flink takes it, with a folder for what it stores. */
    Configuration toFlink(Path temporary) {
        Configuration configuration = new Configuration();
        String folder = temporary.toAbsolutePath().toString();
        configuration.setString(CoreOptions.TMP_DIRS, folder);
        configuration.setString(BlobServerOptions.STORAGE_DIRECTORY, folder);
        keys.forEach(configuration::setString);
        return configuration;
    }

    private static BufferSettings buffers(Map<String, String> keys) {
        try {
            return new BufferSettings(
                    bytes(keys, BufferSettings.SEGMENT_KEY),
                    integer(keys, BufferSettings.PER_CHANNEL_KEY),
                    integer(keys, BufferSettings.FLOATING_KEY));
        } catch (IllegalArgumentException invalid) {
            throw new UsageException("--flink-conf: " + invalid.getMessage(), invalid);
        }
    }

    private static int bytes(Map<String, String> keys, String key) {
        try {
            return Math.toIntExact(MemorySize.parse(keys.get(key)).getBytes());
        } catch (IllegalArgumentException | ArithmeticException invalid) {
            throw wrong(keys, key, "a size, such as 32kb", invalid);
        }
    }

    private static int integer(Map<String, String> keys, String key) {
        try {
            return Integer.parseInt(keys.get(key).strip());
        } catch (NumberFormatException invalid) {
            throw wrong(keys, key, "a whole number", invalid);
        }
    }

    private static UsageException wrong(
            Map<String, String> keys, String key, String expected, Exception cause) {
        return new UsageException(
                "--flink-conf: " + key + "=" + keys.get(key) + ": expected " + expected, cause);
    }
}
