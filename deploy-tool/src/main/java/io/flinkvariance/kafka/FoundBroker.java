package io.flinkvariance.kafka;

import io.flinkvariance.scenario.Scenario;
import java.util.Optional;

/**
 * A broker that is there already: which one, by host and port.
 *
 * @param fromHere as this machine reaches it
 * @param fromJob as the job reaches it, and messages name it
 * @param remedy what to try where it does not answer
 */
public record FoundBroker(String fromHere, String fromJob, String remedy) {

    /** The one that the scenario names, which both reach by one address. */
    public static Optional<FoundBroker> of(Scenario scenario) {
        return scenario.sourceBootstrapServers()
                .map(
                        address ->
                                new FoundBroker(
                                        address,
                                        address,
                                        "start it, or %s, or leave out source.bootstrapServers for a broker of the run's own"
                                                .formatted(otherProtocol(scenario))));
    }

    private static String otherProtocol(Scenario scenario) {
        return scenario.sourceKafkaConfig()
                .map(file -> "another security.protocol in " + file)
                .orElse("--kafka-config if it wants TLS or a login");
    }
}
