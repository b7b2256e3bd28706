package io.flinkvariance.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.KafkaSettings;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.kafka.FoundBroker;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvidedKafkaTest {
    private static final KafkaSettings SETTINGS = new KafkaSettings("10.0.0.10", 9092, 9094);

    private final List<String> calls = new ArrayList<>();

    private Cluster reachedBy(Optional<PortForward> forward) {
        return (Cluster)
                Proxy.newProxyInstance(
                        Cluster.class.getClassLoader(),
                        new Class<?>[] {Cluster.class},
                        (cluster, method, arguments) -> {
                            calls.add(method.getName() + Arrays.toString(arguments));
                            return forward;
                        });
    }

    private PortForward onLoopback(int port) {
        return new PortForward() {
            @Override
            public InetSocketAddress address() {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            }

            @Override
            public void close() {
                calls.add("closed");
            }
        };
    }

    @Test
    void isReachedByAPortOfThisMachineThatIsTheOneItSendsItsClientsTo() throws Exception {
        ProvidedKafka kafka = new ProvidedKafka(SETTINGS);

        try (ProvidedKafka.Way way = kafka.open(reachedBy(Optional.of(onLoopback(9094))))) {
            assertThat(way.broker())
                    .isEqualTo(
                            new FoundBroker(
                                    "127.0.0.1:9094",
                                    "10.0.0.10:9092",
                                    "systemctl status flink-kafka there, or ansible-playbook"
                                            + " site.yml"));
            assertThat(calls).containsExactly("forward[10.0.0.10, 9094, 9094]");
        }
        assertThat(calls).endsWith("closed");
    }

    @Test
    void isReachedAsItIsFromAMachineOfTheCluster() throws Exception {
        try (ProvidedKafka.Way way =
                new ProvidedKafka(SETTINGS).open(reachedBy(Optional.empty()))) {
            assertThat(way.broker().fromHere()).isEqualTo("10.0.0.10:9092");
        }
    }
}
