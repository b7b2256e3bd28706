package io.flinkvariance.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What the process is started with.
 *
 * @param bootstrapServers of a broker that is there already; empty to start one
 * @param kafkaConfig the user's file for Kafka's clients, if that broker needs one
 * @param folder where a broker that is started keeps its files
 * @param topic that is made for the run and removed after it; the consumer's group, too
 * @param ratePerSecond records that are written to it each second
 * @param limit how many are written in all; as many as a long can tell for no end
 */
record Settings(
        Optional<String> bootstrapServers,
        Optional<Path> kafkaConfig,
        Path folder,
        String topic,
        int partitions,
        int ratePerSecond,
        long limit) {

    /** Reads a properties file with these names. */
    static Settings read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Settings(
                Optional.ofNullable(properties.getProperty("bootstrapServers")),
                Optional.ofNullable(properties.getProperty("kafkaConfig")).map(Path::of),
                Path.of(properties.getProperty("folder")),
                properties.getProperty("topic"),
                Integer.parseInt(properties.getProperty("partitions")),
                Integer.parseInt(properties.getProperty("ratePerSecond")),
                Long.parseLong(properties.getProperty("limit", Long.toString(Long.MAX_VALUE))));
    }
}
