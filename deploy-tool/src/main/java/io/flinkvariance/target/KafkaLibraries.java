package io.flinkvariance.target;

import java.nio.file.Path;

/**
 * What a run needs that reads a topic.
 *
 * @param broker the folder with the jars of Kafka
 * @param connector a folder that has Flink's connector for Kafka
 */
public record KafkaLibraries(Path broker, Path connector) {}
