package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.KafkaJobJar;
import io.flinkvariance.cluster.LocalConfiguration;
import io.flinkvariance.cluster.LocalFlink;
import io.flinkvariance.host.UploadProgress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Flink that is installed on this machine, started by its own scripts for the session.
 *
 * @param jobJar what is submitted
 * @param reportsTo the InfluxDB that it writes its metrics to
 * @param metrics the same, if its runs are cross-checked with it
 * @param libraries of Kafka, if its runs read a topic
 */
public record LocalTarget(
        LocalConfiguration configuration,
        Path jobJar,
        Optional<MetricsSource> reportsTo,
        Optional<MetricsSource> metrics,
        Optional<KafkaLibraries> libraries)
        implements Target {
    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public Optional<Path> kafka() {
        return libraries.map(KafkaLibraries::broker);
    }

    @Override
    public Cluster open(Path scratch, Consumer<String> notes) throws InterruptedException {
        if (reportsTo.isPresent()) {
            reportsTo.get().prepare(notes);
        }
        notes.accept("starting a Flink of this machine's");
        Path jar =
                libraries
                        .map(kafka -> KafkaJobJar.make(jobJar, kafka.connector(), scratch))
                        .orElse(jobJar);
        return LocalFlink.start(configuration, scratch, jar, file -> UploadProgress.IGNORED);
    }
}
