package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.KafkaJobJar;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.hadoop.HadoopConfCheck;
import io.flinkvariance.hadoop.Observation;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.yarn.SessionSettings;
import io.flinkvariance.yarn.SessionStart;
import io.flinkvariance.yarn.YarnCluster;
import io.flinkvariance.yarn.YarnSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A session of its own on YARN, over SSH to Hadoop's master.
 *
 * @param jobJar what is sent and submitted
 * @param hosts makes the way to a host, without going it yet
 * @param slots that are needed in all
 * @param flinkConf the user's keys of {@code flink-conf.yaml}
 * @param libraries of Kafka, if its runs read a topic
 */
public record YarnTarget(
        YarnProperties properties,
        Path jobJar,
        Function<SshSettings, Host> hosts,
        int slots,
        Map<String, String> flinkConf,
        Optional<KafkaLibraries> libraries)
        implements SessionOnYarn {
    public YarnTarget {
        flinkConf = Map.copyOf(flinkConf);
    }

    @Override
    public Optional<Path> kafka() {
        return libraries.map(KafkaLibraries::broker);
    }

    @Override
    public Cluster open(Path scratch, Consumer<String> notes) throws InterruptedException {
        Host master = hosts.apply(properties.ssh());
        try {
            Path jar =
                    libraries
                            .map(kafka -> KafkaJobJar.make(jobJar, kafka.connector(), scratch))
                            .orElse(jobJar);
            requireNoFault(master);
            YarnSession session =
                    new SessionStart(master, properties)
                            .start(new SessionSettings(properties.containers(), flinkConf), notes);
            notes.accept("[%s] YARN runs %s".formatted(master.name(), session.application()));
            return YarnCluster.begun(
                    master,
                    session,
                    jar,
                    properties.containers(),
                    slots,
                    notes,
                    file -> new UploadNotes(master.name(), file, notes));
        } catch (InterruptedException | RuntimeException failed) {
            master.close();
            throw failed;
        }
    }

    /** Before anything is submitted: a client that YARN refuses does not end. */
    private void requireNoFault(Host master) throws InterruptedException {
        String faults =
                new HadoopConfCheck(master, properties, slots)
                        .examine().stream()
                                .filter(Observation::isFault)
                                .map(Observation::text)
                                .collect(Collectors.joining("\n"));
        if (!faults.isEmpty()) {
            throw new ClusterStateException(faults);
        }
    }

    /** There is no slot before the job comes; that YARN has room was looked at before. */
    @Override
    public void requireRoom(Cluster cluster, Scenario scenario, Consumer<String> notes) {
        // Nothing is asked of a session without TaskManagers.
    }
}
