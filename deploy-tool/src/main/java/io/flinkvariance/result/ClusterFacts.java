package io.flinkvariance.result;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.model.BufferSettings;
import java.util.Map;

/**
 * The Flink that a run is on, as it is when the run begins.
 *
 * @param target the kind, as in {@code --target}
 * @param javaVersion of the JVM that Flink runs in
 * @param flinkConf keys of {@code flink-conf.yaml} that the user set
 */
public record ClusterFacts(
        String target,
        String flinkVersion,
        String javaVersion,
        int taskManagers,
        BufferSettings buffers,
        Map<String, String> flinkConf) {

    /** Asks a cluster. */
    public static ClusterFacts of(Cluster cluster) {
        return new ClusterFacts(
                cluster.target(),
                cluster.flinkVersion(),
                cluster.javaVersion(),
                cluster.taskManagers(),
                cluster.buffers(),
                cluster.flinkConf());
    }

    /** Whether all is known; of a file by other hands it may not be. */
    boolean areComplete() {
        return target != null
                && flinkVersion != null
                && javaVersion != null
                && buffers != null
                && flinkConf != null
                && !flinkConf.containsValue(null);
    }
}
