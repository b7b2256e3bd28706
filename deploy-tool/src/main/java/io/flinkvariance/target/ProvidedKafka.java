package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.KafkaSettings;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.kafka.FoundBroker;
import java.util.Optional;

/** The Kafka that came with a cluster, whose machines alone reach it. */
public record ProvidedKafka(KafkaSettings settings) {

    /** The way to it; a forwarded port goes with it. */
    public record Way(FoundBroker broker, Optional<PortForward> forward) implements AutoCloseable {
        @Override
        public void close() {
            forward.ifPresent(PortForward::close);
        }
    }

    /**
     * Nothing is asked of it yet. Its clients here are sent on to the port that they come to it by,
     * so that the near end of the forward has to be that very port.
     */
    public Way open(Cluster cluster) throws InterruptedException {
        Optional<PortForward> forward =
                cluster.forward(settings.host(), settings.tunnelPort(), settings.tunnelPort());
        String fromHere =
                forward.map(PortForward::address)
                        .map(near -> near.getAddress().getHostAddress() + ":" + near.getPort())
                        .orElse(settings.bootstrapServers());
        return new Way(
                new FoundBroker(
                        fromHere,
                        settings.bootstrapServers(),
                        "systemctl status flink-kafka there, or ansible-playbook site.yml"),
                forward);
    }
}
