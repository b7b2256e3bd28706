package io.flinkvariance.yarn;

import io.flinkvariance.hadoop.ContainerSizes;
import io.flinkvariance.model.BufferSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a session is started with.
 *
 * <p>The keys of its {@code flink-conf.yaml}, from the weakest: small buffers; those of the
 * installation; what a session of its own needs; the user's.
 *
 * @param containers what YARN is asked for
 * @param flinkConf the user's keys
 */
public record SessionSettings(ContainerSizes containers, Map<String, String> flinkConf) {
    public SessionSettings {
        flinkConf = Map.copyOf(flinkConf);
    }

    /** Lines that go before those of the installation. */
    String before() {
        return lines(BufferSettings.SMALL.toFlinkConf());
    }

    /** Lines that go after them. */
    String after() {
        Map<String, String> keys = new LinkedHashMap<>();
        // Any port: several JobManagers may share a node.
        keys.put("rest.bind-port", "0");
        // A JobManager that comes back has forgotten the job that was measured.
        keys.put("high-availability", "NONE");
        keys.put("yarn.application-attempts", "1");
        keys.putAll(flinkConf);
        return lines(keys);
    }

    private static String lines(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(key -> key.getKey() + ": " + key.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** What {@code yarn-session.sh} is told. */
    List<String> options(String name) {
        return List.of(
                "-d",
                "-nm",
                name,
                "-jm",
                Integer.toString(containers.jobManagerMb()),
                "-tm",
                Integer.toString(containers.taskManagerMb()),
                "-s",
                Integer.toString(containers.slots()));
    }
}
