package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.flink.MemoryText;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.model.BufferSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    /** Parts of keys whose values Flink shows nobody, {@code GlobalConfiguration}. */
    private static final List<String> SENSITIVE = List.of("password", "secret");

    private static final String HIDDEN = "******";

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
        this.slotsOfEachTaskManager = integer(keys, TaskManagerSettings.SLOTS_KEY);
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
        keys.put("rest.address", LOOPBACK);
        keys.put("rest.bind-address", LOOPBACK);
        keys.put("rest.port", "0");
        keys.put("taskmanager.host", LOOPBACK);
        keys.put(TaskManagerSettings.SLOTS_KEY, Integer.toString(slotsEach));
        // The job needs no managed memory; the default is most of the heap for each TaskManager.
        keys.put("taskmanager.memory.size", "16m");
        int network = Math.max(LEAST_NETWORK_MEGABYTES, NETWORK_MEGABYTES / taskManagers);
        keys.put("taskmanager.network.memory.min", network + "m");
        keys.put("taskmanager.network.memory.max", network + "m");
        keys.put("metrics.internal.query-service.port", "0");
        // How old an answer of the REST interface may be: metrics, and the state of jobs.
        keys.put("metrics.fetcher.update-interval", "500");
        keys.put("web.refresh-interval", "200");
        keys.putAll(flinkConf);
        return new EmbeddedConfiguration(taskManagers, flinkConf, keys).withSlots(slots);
    }

    private EmbeddedConfiguration withSlots(int needed) {
        int there = taskManagers * slotsOfEachTaskManager;
        if (slotsOfEachTaskManager < 1 || there < needed) {
            throw new UsageException(
                    "--flink-conf: %s=%d: that makes %d slots, and %d are needed, one for each subtask. Try: leave the key out"
                            .formatted(
                                    TaskManagerSettings.SLOTS_KEY,
                                    slotsOfEachTaskManager,
                                    Math.max(0, there),
                                    needed));
        }
        return this;
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
                        SENSITIVE.stream().anyMatch(key.toLowerCase(Locale.ROOT)::contains)
                                ? HIDDEN
                                : value);
        return Map.copyOf(shown);
    }

    int slotsOfEachTaskManager() {
        return slotsOfEachTaskManager;
    }

    /** All keys, with a folder for what Flink stores. */
    Map<String, String> toFlink(Path temporary) {
        Map<String, String> all = new LinkedHashMap<>();
        String folder = temporary.toAbsolutePath().toString();
        all.put("io.tmp.dirs", folder);
        all.put("blob.storage.directory", folder);
        all.putAll(keys);
        return all;
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
            return Math.toIntExact(MemoryText.bytes(keys.get(key)));
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
