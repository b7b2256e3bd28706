package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.target.KafkaLibraries;
import io.flinkvariance.target.MetricsSource;
import io.flinkvariance.target.StandaloneTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Which cluster a command means, and the way to it. */
final class ClusterOptions {
    static final String CLUSTER = "cluster";

    private ClusterOptions() {}

    static Option option() {
        return OptionValues.single(
                CLUSTER, "file", "how the cluster is reached (default conf/cluster.properties)");
    }

    /** Whether the user named a cluster, or provisioning left word of one. */
    static boolean isThere(CommandLine line, Surroundings surroundings) {
        return line.hasOption(CLUSTER)
                || Files.exists(surroundings.kit().get().clusterProperties());
    }

    static ClusterProperties properties(CommandLine line, Surroundings surroundings) {
        return ClusterProperties.read(
                line.hasOption(CLUSTER)
                        ? Path.of(line.getOptionValue(CLUSTER))
                        : surroundings.kit().get().clusterProperties());
    }

    static ClusterConnection connect(CommandLine line, Surroundings surroundings)
            throws InterruptedException {
        ClusterProperties properties = properties(line, surroundings);
        return ClusterConnection.open(
                properties.layout(), surroundings.hosts().apply(properties.ssh()));
    }

    /** The cluster, started if it is down. */
    static StandaloneTarget target(
            ClusterProperties properties,
            Surroundings surroundings,
            Optional<MetricsSource> metrics,
            Optional<KafkaLibraries> kafka) {
        return new StandaloneTarget(
                properties,
                surroundings.jobJar().get(),
                surroundings.hosts(),
                true,
                metrics,
                kafka);
    }

    /** The cluster, which has to be up. */
    static StandaloneTarget running(
            ClusterProperties properties,
            Surroundings surroundings,
            Optional<MetricsSource> metrics) {
        return new StandaloneTarget(
                properties,
                surroundings.jobJar().get(),
                surroundings.hosts(),
                false,
                metrics,
                Optional.empty());
    }
}
