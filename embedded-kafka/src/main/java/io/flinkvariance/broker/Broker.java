package io.flinkvariance.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka of one node in this JVM, broker and controller in one, which only loopback reaches. */
final class Broker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String NODE_ID = "1";

    private final KafkaRaftServer server;
    private final String address;

    private Broker(KafkaRaftServer server, String address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts one, on two ports that nobody has.
     *
     * @param folder for its files; the caller's to remove
     */
    static Broker start(Path folder) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        // What formatting the folder comes to, for a node that is its own quorum.
        Files.writeString(
                data.resolve("meta.properties"),
                "version=1\ncluster.id=" + Uuid.randomUuid() + "\nnode.id=" + NODE_ID + "\n");
        try (HeldPort clients = new HeldPort();
                HeldPort quorum = new HeldPort()) {
            String address = LOOPBACK + ":" + clients.number();
            String controller = LOOPBACK + ":" + quorum.number();
            KafkaRaftServer server =
                    new KafkaRaftServer(
                            new KafkaConfig(configuration(data, address, controller), false),
                            Time.SYSTEM);
            server.startup();
            return new Broker(server, address);
        }
    }

    private static Properties configuration(Path data, String broker, String controller) {
        Properties keys = new Properties();
        keys.setProperty("process.roles", "broker,controller");
        keys.setProperty("node.id", NODE_ID);
        keys.setProperty("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller);
        keys.setProperty("advertised.listeners", "PLAINTEXT://" + broker);
        keys.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        keys.setProperty("controller.listener.names", "CONTROLLER");
        keys.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        keys.setProperty("log.dirs", data.toString());
        keys.setProperty("offsets.topic.replication.factor", "1");
        keys.setProperty("offsets.topic.num.partitions", "1");
        keys.setProperty("transaction.state.log.replication.factor", "1");
        keys.setProperty("transaction.state.log.num.partitions", "1");
        keys.setProperty("transaction.state.log.min.isr", "1");
        keys.setProperty("group.initial.rebalance.delay.ms", "0");
        keys.setProperty("auto.create.topics.enable", "false");
        // Nothing is removed while a run lasts, however long.
        keys.setProperty("log.retention.ms", "-1");
        return keys;
    }

    /** Host and port of the listener for clients. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
