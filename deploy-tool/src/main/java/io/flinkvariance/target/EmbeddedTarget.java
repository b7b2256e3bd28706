package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.model.BufferSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Flink that the tool brings along, in a process of its own.
 *
 * @param libraries the folder with its jars
 * @param kafka the folder with the jars of Kafka
 * @param reportsTo the InfluxDB that it writes its metrics to
 * @param metrics the same, if its runs are cross-checked with it
 */
public record EmbeddedTarget(
        EmbeddedConfiguration configuration,
        Path libraries,
        Optional<Path> kafka,
        Optional<MetricsSource> reportsTo,
        Optional<MetricsSource> metrics)
        implements Target {
    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public Optional<BufferSettings> choosableBuffers() {
        return Optional.of(configuration.buffers());
    }

    @Override
    public Cluster open(Path scratch, Consumer<String> notes) throws InterruptedException {
        if (reportsTo.isPresent()) {
            reportsTo.get().prepare(notes);
        }
        notes.accept("starting an embedded Flink");
        return EmbeddedCluster.start(configuration, libraries, scratch);
    }
}
