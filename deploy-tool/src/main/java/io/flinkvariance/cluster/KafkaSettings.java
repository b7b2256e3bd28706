package io.flinkvariance.cluster;

/**
 * The Kafka of a cluster, as its machines reach it.
 *
 * @param port where jobs read
 * @param tunnelPort where clients come through SSH, which it sends on to the same port of their own
 *     machine, on loopback
 */
public record KafkaSettings(String host, int port, int tunnelPort) {
    static final int DEFAULT_PORT = 9092;
    static final int DEFAULT_TUNNEL_PORT = 9094;

    /** What a job is told. */
    public String bootstrapServers() {
        return host + ":" + port;
    }
}
