package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.flink.MemoryText;
import io.flinkvariance.model.BufferSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the keys of a running JobManager mean for a run: {@code GET /jobmanager/config}. */
public final class FlinkConfValues {
    private static final List<String> JAR_FOLDER_PARENTS = List.of("web.upload.dir", "web.tmpdir");

    /** {@code WebMonitorEndpoint}: the folder below either of them that holds uploaded jars. */
    private static final String JAR_FOLDER = "flink-web-upload";

    /** Named, as other keys hold paths, addresses and passwords, which are nobody's business. */
    private static final List<String> OF_PERFORMANCE =
            List.of(
                    "jobmanager.heap.",
                    "taskmanager.heap.",
                    "taskmanager.memory.",
                    "taskmanager.network.",
                    "taskmanager.numberOfTaskSlots");

    private FlinkConfValues() {}

    /** The network buffers. */
    public static BufferSettings buffers(String host, Map<String, String> configuration) {
        Map<String, String> keys = new LinkedHashMap<>(BufferSettings.FLINK_DEFAULT.toFlinkConf());
        keys.replaceAll((key, value) -> configuration.getOrDefault(key, value));
        try {
            return new BufferSettings(
                    Math.toIntExact(MemoryText.bytes(keys.get(BufferSettings.SEGMENT_KEY))),
                    Integer.parseInt(keys.get(BufferSettings.PER_CHANNEL_KEY).strip()),
                    Integer.parseInt(keys.get(BufferSettings.FLOATING_KEY).strip()));
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            throw new OperationFailedException(
                    "[%s] reading the buffers from the JobManager's configuration: %s"
                            .formatted(host, unreadable.getMessage()),
                    unreadable);
        }
    }

    /** The JobManager's folder for uploaded jars; none where it takes no uploads. */
    static Optional<String> jarFolder(Map<String, String> configuration) {
        if ("false".equalsIgnoreCase(configuration.get("web.submit.enable"))) {
            return Optional.empty();
        }
        return JAR_FOLDER_PARENTS.stream()
                .map(configuration::get)
                .filter(parent -> parent != null && !parent.isBlank())
                .findFirst()
                .map(parent -> parent + "/" + JAR_FOLDER);
    }

    /**
     * A folder that the JobManager made for itself when it started, and removes when it ends: that
     * of uploaded jars, as the other one lies in {@code /tmp}, of which a unit of systemd may have
     * one of its own that nobody else sees.
     *
     * <p>{@code ClusterEntrypoint.generateClusterConfiguration} always names the other one.
     */
    static String ownFolder(Map<String, String> configuration) {
        return jarFolder(configuration)
                .orElseGet(() -> configuration.getOrDefault("web.tmpdir", "/tmp"));
    }

    /** Whether a key has to do with how fast a job runs. */
    public static boolean isOfPerformance(String key) {
        return OF_PERFORMANCE.stream().anyMatch(key::startsWith);
    }
}
