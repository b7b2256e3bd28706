package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.cluster.KafkaJobJar;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.host.UploadProgress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A Flink on hosts of its own, over SSH.
 *
 * @param jobJar what is sent and submitted
 * @param hosts makes the way to a host, without going it yet
 * @param startsIt whether it is started if it is down, or refused
 * @param metrics the InfluxDB that its runs are cross-checked with, as its JobManager reaches it
 * @param libraries of Kafka, if its runs read a topic
 */
public record StandaloneTarget(
        ClusterProperties properties,
        Path jobJar,
        Function<SshSettings, Host> hosts,
        boolean startsIt,
        Optional<MetricsSource> metrics,
        Optional<KafkaLibraries> libraries)
        implements Target {
    @Override
    public boolean isHere() {
        return false;
    }

    @Override
    public Optional<Path> kafka() {
        return libraries.map(KafkaLibraries::broker);
    }

    @Override
    public Optional<ProvidedKafka> providedKafka() {
        return properties.kafka().map(ProvidedKafka::new);
    }

    @Override
    public Cluster open(Path scratch, Consumer<String> notes) throws InterruptedException {
        return openWith(
                libraries
                        .map(kafka -> KafkaJobJar.make(jobJar, kafka.connector(), scratch))
                        .orElse(jobJar),
                notes);
    }

    /** Connects to it, and starts it if it may. */
    public StandaloneCluster open(Consumer<String> notes) throws InterruptedException {
        return openWith(jobJar, notes);
    }

    private StandaloneCluster openWith(Path jar, Consumer<String> notes)
            throws InterruptedException {
        ClusterConnection connection =
                ClusterConnection.open(properties.layout(), hosts.apply(properties.ssh()));
        Function<String, UploadProgress> uploads =
                file -> new UploadNotes(connection.name(), file, notes);
        try {
            return startsIt
                    ? StandaloneCluster.start(connection, jar, notes, uploads)
                    : StandaloneCluster.running(connection, jar, notes, uploads);
        } catch (InterruptedException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }
}
